#include "codecs/profile_file.hpp"

#include <iconv.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

#include "base/comparable_name.hpp"
#include "base/invisible_character.hpp"
#include "base/plain_file.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "base/yaml_documents.hpp"
#include "base/yaml_fault.hpp"
#include "base/zone.hpp"
#include "codecs/compiled_profile.hpp"
#include "codecs/csv/csv_format.hpp"
#include "codecs/profile_each.hpp"
#include "codecs/profile_keys.hpp"
#include "codecs/profile_rules.hpp"
#include "codecs/profile_values.hpp"
#include "codecs/profile_yaml.hpp"
#include "codecs/registry.hpp"
#include "codecs/transcode.hpp"
#include "codecs/values.hpp"

namespace raccordo::codecs {
namespace {

/// ^[a-z][a-z0-9-]*$
bool is_source_name(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

void read_identity(const YAML::Node& root, CompiledProfile& profile, FaultList& faults) {
  const auto source = read_text(root, "source", faults);
  if (!source)
    faults.add(line_of(root), "`source` is missing; give the system's name, e.g. source: isola-bergamasca");
  else if (!is_source_name(*source))
    faults.add(line_of(root["source"]),
               "`source` must begin with a small letter and hold only small letters, digits and hyphens");
  profile.source = source.value_or("");
  profile.title = read_text(root, "title", faults).value_or(profile.source);
  if (const auto found = base::invisible_character(profile.title))
    faults.add(line_of(root["title"]),
               "`title` has the character " + *found +
                   ", which cannot be seen or changes how the text is shown; remove it");
  const auto format = read_text(root, "format", faults);
  if (!format) {
    faults.add(line_of(root), "`format` is missing; give xml, json, ndjson, csv or fhir");
    return;
  }
  const auto known = model::parse_document_format(*format);
  if (!known)
    faults.add(line_of(root["format"]),
               "unknown format `" + *format + "`" + suggest(*format, model::document_format_names()));
  profile.format = known.value_or(profile.format);
}

void read_sender(const YAML::Node& root, CompiledProfile& profile, FaultList& faults) {
  const auto name = read_text(root, "sender", faults);
  if (!name) return;
  if (const auto known = model::parse_sender(*name))
    profile.sender = *known;
  else
    faults.add(line_of(root["sender"]),
               "unknown sender `" + *name + "`" + suggest(*name, model::sender_names()));
}

void read_csv(const YAML::Node& root, CompiledProfile& profile, FaultList& faults) {
  const auto csv = root["csv"];
  if (!csv) return;
  if (profile.format != model::DocumentFormat::csv)
    faults.add(line_of(csv), "`csv` is only for format csv; remove it or change `format`");
  if (!check_keys(csv, "`csv`", kCsvKeys, faults)) return;
  profile.csv.delimiter = read_character(csv, "delimiter", faults).value_or(',');
  profile.csv.quote = read_character(csv, "quote", faults).value_or(csv["quote"] ? '\0' : '"');
  profile.csv.header = read_flag(csv, "header", faults, true);
  profile.csv.group_by = read_text(csv, "group_by", faults).value_or("");
  profile.csv.sorted = read_flag(csv, "sorted", faults, true);
  if (csv["sorted"] && profile.csv.group_by.empty())
    faults.add(line_of(csv["sorted"]), "`sorted` goes with `group_by`; remove it");
  if (const auto lines = read_text(csv, "skip_lines", faults)) {
    if (base::is_digits(*lines) && !lines->empty() && lines->size() < 4)
      profile.csv.skip_lines = std::stoul(*lines);
    else
      faults.add(line_of(csv["skip_lines"]), "`skip_lines` must be a number of lines, 0 to 999");
  }
  profile.csv.comment = read_character(csv, "comment", faults).value_or('\0');
  if (csv["comment"] &&
      (profile.csv.comment == profile.csv.delimiter || profile.csv.comment == profile.csv.quote))
    faults.add(line_of(csv["comment"]),
               "`comment` must differ from `delimiter` and `quote`, e.g. comment: \"#\"");
  if (csv["comment"] && std::ispunct(static_cast<unsigned char>(profile.csv.comment)) == 0)
    faults.add(line_of(csv["comment"]),
               "`comment` must be a punctuation mark, since rows that begin with it are passed over, e.g. "
               "comment: \"#\"");
  if (profile.csv.delimiter == profile.csv.quote)
    faults.add(line_of(csv), "`delimiter` and `quote` must differ");
  if (profile.csv.group_by.empty()) return;
  if (profile.format != model::DocumentFormat::csv) return;
  if (is_csv_root(profile.csv.group_by))
    faults.add(line_of(csv["group_by"]), "`group_by` names the column itself; remove `$root.`");
  else if (auto column = compile_selector(profile.csv.group_by, profile); !column)
    faults.add(line_of(csv["group_by"]), column.error().message);
  profile.csv.group_by = csv_column_name(profile.csv.group_by);
}

/// Two columns that look the same: a mistake in one of them, which no document would reveal.
void check_lookalikes(const CompiledProfile& profile, const YAML::Node& root, FaultList& faults) {
  std::map<std::string, std::string> known;
  for (const auto& column : profile.columns) {
    const auto& first = known.emplace(base::comparable_name(column), column).first->second;
    if (first == column) continue;
    const bool of_group = column == profile.csv.group_by || first == profile.csv.group_by;
    faults.add(line_of(of_group ? root["csv"]["group_by"] : root["fields"]),
               "the columns `" + first + "` and `" + column +
                   "` differ only in letter case, blanks or characters that cannot be seen; write both as "
                   "the header does");
  }
}

bool can_occur_in_number(char sign) {
  return std::isalnum(static_cast<unsigned char>(sign)) != 0 ||
         std::isspace(static_cast<unsigned char>(sign)) != 0 || sign == '+' || sign == '-';
}

void read_numbers(const YAML::Node& root, CompiledProfile& profile, FaultList& faults) {
  const auto numbers = root["numbers"];
  if (!numbers || !check_keys(numbers, "`numbers`", kNumberKeys, faults)) return;
  profile.numbers.decimal = read_character(numbers, "decimal", faults).value_or('.');
  profile.numbers.thousands = read_character(numbers, "thousands", faults).value_or('\0');
  profile.currencies = read_currencies(numbers, faults);
  for (const char* key : {"decimal", "thousands"}) {
    if (const auto sign = read_character(numbers, key, faults); sign && can_occur_in_number(*sign))
      faults.add(line_of(numbers[key]), "`" + std::string(key) +
                                            "` must be a sign that has no other meaning in a number, e.g. a "
                                            "comma; digits, letters, blanks, + and - may not separate");
  }
  if (profile.numbers.decimal == profile.numbers.thousands)
    faults.add(line_of(numbers), "`decimal` and `thousands` must differ");
}

void read_namespaces(const YAML::Node& root, CompiledProfile& profile, FaultList& faults) {
  const auto namespaces = root["namespaces"];
  if (!namespaces) return;
  if (profile.format != model::DocumentFormat::xml)
    faults.add(line_of(namespaces), "`namespaces` is only for format xml; remove it or change `format`");
  if (!namespaces.IsMap()) {
    faults.add(line_of(namespaces), "`namespaces` must be a block of `prefix: uri` lines");
    return;
  }
  for (const auto& pair : namespaces) {
    if (!pair.first.IsScalar() || !pair.second.IsScalar())
      faults.add(line_of(pair.first), "each namespace must be `prefix: uri`");
    else if (!profile.namespaces.emplace(pair.first.Scalar(), pair.second.Scalar()).second)
      faults.add(line_of(pair.first), "the prefix `" + pair.first.Scalar() + "` is given twice; keep one");
  }
}

void read_records(const YAML::Node& root, CompiledProfile& profile, FaultList& faults) {
  const auto records = read_text(root, "records", faults);
  profile.records = records.value_or("");
  if (profile.format == model::DocumentFormat::csv) {
    if (records) faults.add(line_of(root["records"]), "`records` has no meaning for format csv; remove it");
    return;
  }
  if (profile.format == model::DocumentFormat::ndjson && !records) profile.records = "$";
  if (profile.records.empty()) {
    faults.add(line_of(root), "`records` is missing; it says where the records are in the document");
    return;
  }
  if (auto wrong = check_records(profile)) faults.add(line_of(root["records"]), wrong->message);
}

void read_values(const YAML::Node& root, CompiledProfile& profile, FaultList& faults) {
  profile.encoding = base::to_upper_ascii(read_text(root, "encoding", faults).value_or(""));
  if (!profile.encoding.empty() && !is_iconv_name(profile.encoding))
    faults.add(line_of(root["encoding"]),
               "unknown encoding `" + profile.encoding + "`; `iconv -l` lists the names this machine knows");
  profile.nulls = read_nulls(root, faults);
  profile.first_year = read_first_year(root, faults).value_or(kUsualFirstYear);
  profile.dates = read_texts(root, "dates", faults);
  for (const auto& pattern : profile.dates) {
    if (auto wrong = check_date_pattern(pattern)) faults.add(line_of(root["dates"]), wrong->message);
  }
  if (profile.dates.empty()) profile.dates = {"%Y-%m-%d"};
  if (const auto name = read_text(root, "timezone", faults)) {
    profile.zone = base::Zone::load(*name);
    if (!profile.zone)
      faults.add(line_of(root["timezone"]),
                 "unknown time zone `" + *name + "`; use an IANA name, e.g. Europe/Rome");
  }
}

void read_checks(const YAML::Node& root, CompiledProfile& profile, FaultList& faults) {
  for (const auto& name : read_texts(root, "checks", faults)) {
    const auto* checker = find_checker(name);
    if (checker != nullptr && profile.format != model::DocumentFormat::xml)
      faults.add(line_of(root["checks"]),
                 "the checker `" + name + "` is only for format xml; remove it or change `format`");
    else if (checker != nullptr)
      profile.checks.push_back(checker);
    else
      faults.add(line_of(root["checks"]), "unknown checker `" + name + "` in `checks`; remove it");
  }
}

/// Without a header, columns are numbered.
void check_numbered(const CompiledProfile& profile, int line, FaultList& faults) {
  for (const auto& column : profile.columns) {
    if (!base::is_digits(column) || column.size() > 4 || column == std::string(column.size(), '0'))
      faults.add(line, "without a header the column `" + column + "` must be a number from 1");
  }
}

/// A selector of the profile that marks records; null without the key.
std::unique_ptr<Selector> read_mark(const YAML::Node& root, const std::string& key, CompiledProfile& profile,
                                    FaultList& faults) {
  const auto text = read_text(root, key.c_str(), faults);
  if (!text) return nullptr;
  const auto line = line_of(root[key]);
  if (profile.format != model::DocumentFormat::csv) return read_selector(*text, line, profile, faults);
  faults.add(line, "`" + key + "` is for selectors, not for columns; remove it");
  return nullptr;
}

std::shared_ptr<const CompiledProfile> compile(const YAML::Node& root, FaultList& faults) {
  auto profile = std::make_shared<CompiledProfile>();
  if (!check_keys(root, "the profile", kProfileKeys, faults)) return profile;
  read_identity(root, *profile, faults);
  read_sender(root, *profile, faults);
  read_namespaces(root, *profile, faults);
  read_csv(root, *profile, faults);
  read_records(root, *profile, faults);
  read_values(root, *profile, faults);
  read_numbers(root, *profile, faults);
  read_checks(root, *profile, faults);
  const auto fields = root["fields"];
  if (!fields)
    faults.add(line_of(root), "`fields` is missing; it says how each shared field is filled");
  else
    read_fields(fields, *profile, faults);
  profile->withdrawn = read_mark(root, "withdrawn", *profile, faults);
  profile->ended = read_mark(root, "ended", *profile, faults);
  profile->column_uses.resize(profile->columns.size());
  check_lookalikes(*profile, root, faults);
  if (!profile->csv.header) check_numbered(*profile, line_of(root["csv"]), faults);
  return profile;
}

}  // namespace

base::Result<Profile, std::vector<FileFault>> load_profile(const std::filesystem::path& file) {
  FaultList faults(file.string());
  if (auto wrong = base::fault_of_file(file)) {
    faults.add(0, std::move(*wrong));
    return faults.take();
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    faults.add(0, "cannot be read; check its permissions");
    return faults.take();
  }
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return parse_profile(text, file.string());
}

base::Result<Profile, std::vector<FileFault>> parse_profile(const std::string& text,
                                                            const std::string& file) {
  FaultList faults(file);
  try {
    const auto document = YAML::Load(text);
    if (const auto line = base::second_yaml_document(text))
      faults.add(*line,
                 "a second YAML document begins here, after `---`, and would be ignored; keep one document");
    auto compiled = compile(document, faults);
    if (faults.empty()) return Profile(std::move(compiled));
  } catch (const YAML::Exception& wrong) {
    faults.add(wrong.mark.line + 1, base::yaml_fault(wrong.msg, wrong.mark.line, wrong.mark.column));
  }
  return faults.take();
}

}  // namespace raccordo::codecs
