#include "app/backup/kept_releases.hpp"

#include <algorithm>

#include "app/audit/audit_trail.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKind = "release";
constexpr std::size_t kRowDigits = 6, kIdLength = 26;  // of a name: row of the ledger, ULID

fs::path name_of(const fs::path& folder, const store::LedgerEntry& entry) {
  auto row = std::to_string(entry.seq);
  row.insert(0, kRowDigits - std::min(kRowDigits, row.size()), '0');
  return folder / "releases" / (row + "-" + entry.release);
}

std::string first_line(const KeptRelease& kept) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "id", kept.row.id);
  base::put(writer, "period", kept.row.period);
  base::put(writer, "note", kept.row.note);
  base::put_number(writer, "created_at", kept.row.created_at.micros);
  base::put(writer, "revision_date", kept.row.revision_date);
  base::put(writer, "ordered_by", kept.row.ordered_by);
  base::put(writer, "digest", kept.row.digest);
  base::put(writer, "metadata", kept.row.metadata);
  const auto head = head_of_release(kept.row);
  base::put(writer, "audit_head", head ? store::to_string(*head) : "");
  base::put_number(writer, "row", kept.entry.seq);
  base::put_number(writer, "at", kept.entry.at.micros);
  base::put(writer, "hash", base::to_hex(base::as_bytes(kept.entry.hash)));
  base::put_number(writer, "keeps_earlier", kept.keeps_earlier ? 1 : 0);
  base::put_number(writer, "content_bytes", kept.row.content.size());
  writer.EndObject();
  return std::string(base::view(buffer)) + "\n";
}

void write_file(const fs::path& file, const KeptRelease& kept, const privacy::Sealer& sealer) {
  SealedFileWriter out(file, {&sealer, std::nullopt},
                       {std::string(kKind), base::to_string(base::system_clock().now()), false});
  out.write(first_line(kept));
  out.write(kept.row.content);
  out.write(kept.evidence);
  out.commit();
}

std::string text_of(const rapidjson::Value& json, const char* name) {
  const auto found = json.FindMember(name);
  if (found == json.MemberEnd() || !found->value.IsString()) throw BrokenFile("the release is incomplete");
  return std::string(base::view(found->value));
}

std::int64_t number_of(const rapidjson::Value& json, const char* name) {
  const auto found = json.FindMember(name);
  if (found == json.MemberEnd() || !found->value.IsInt64()) throw BrokenFile("the release is incomplete");
  return found->value.GetInt64();
}

KeptRelease parse(const std::string& text) {
  const auto end = text.find('\n');
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(text.data(), std::min(end, text.size()));
  if (end == std::string::npos || json.HasParseError() || !json.IsObject())
    throw BrokenFile("the release is incomplete");
  KeptRelease kept;
  kept.row.id = text_of(json, "id");
  kept.row.period = text_of(json, "period");
  kept.row.note = text_of(json, "note");
  kept.row.state = "RUNNING";
  kept.row.created_at = {number_of(json, "created_at")};
  kept.row.revision_date = text_of(json, "revision_date");
  kept.row.ordered_by = text_of(json, "ordered_by");
  kept.row.digest = text_of(json, "digest");
  kept.row.metadata = text_of(json, "metadata");
  kept.row.audit_head = std::string(store::kFormerHead) + text_of(json, "audit_head");
  kept.entry.seq = number_of(json, "row");
  kept.entry.at = {number_of(json, "at")};
  const auto hash = base::from_hex(text_of(json, "hash"));
  const auto content = static_cast<std::size_t>(number_of(json, "content_bytes"));
  if (!hash || hash->size() != kept.entry.hash.size() || content > text.size() - end - 1)
    throw BrokenFile("the release is incomplete");
  std::copy(hash->begin(), hash->end(), kept.entry.hash.begin());
  kept.keeps_earlier = number_of(json, "keeps_earlier") != 0;
  kept.row.content = text.substr(end + 1, content);
  kept.evidence = text.substr(end + 1 + content);
  return kept;
}

/// True if the store's row of that number is this release.
bool is_there(store::CaseStore& store, const KeptRelease& kept) {
  const auto entries = store.ledger().entries();
  return std::any_of(entries.begin(), entries.end(), [&](const auto& each) {
    return each.seq == kept.entry.seq && each.hash == kept.entry.hash;
  });
}

}  // namespace

void keep_releases(store::CaseStore& store, const privacy::Sealer& sealer, const fs::path& folder) {
  const auto entries = store.ledger().entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto file = name_of(folder, entries[i]);
    if (fs::exists(file)) continue;
    auto evidence = store.ledger().evidence(entries[i].release);
    auto row = store.release(entries[i].release);
    if (!evidence || !row) continue;
    fs::create_directories(file.parent_path());
    fs::permissions(file.parent_path(), fs::perms::owner_all);
    const bool keeps = i > 0 && store.ledger().evidence(entries[i - 1].release).has_value();
    write_file(file, {std::move(*row), entries[i], std::move(*evidence), keeps}, sealer);
  }
}

std::vector<fs::path> kept_releases(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& each : fs::directory_iterator(folder / "releases", none)) {
    // Unfinished copies (of this program, of rsync) are none.
    const auto name = each.path().filename().string();
    if (name.size() == kRowDigits + 1 + kIdLength && name[kRowDigits] == '-') files.push_back(each.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

KeptRelease read_kept_release(const fs::path& file, const SealedFileKey& key) {
  SealedFileReader in(file, key);
  if (in.head().kind != kKind) throw BrokenFile(file.string() + " is a backup, not a release of a journal");
  std::string text;
  while (const auto piece = in.next()) text += *piece;
  return parse(text);
}

std::string enter_kept_release(store::CaseStore& store, const KeptRelease& kept, const std::string& reason) {
  if (is_there(store, kept)) return "";
  const auto entries = store.ledger().entries();
  const auto last = entries.empty() ? 0 : entries.back().seq;
  if (kept.entry.seq != last + 1) {
    return "release " + kept.row.id + " has row " + std::to_string(kept.entry.seq) +
           " of the ledger, but this store's ledger ends at row " + std::to_string(last) +
           ": give the releases between them as well, oldest first";
  }
  store::FinishedRelease finished{kept.row, kept.evidence, last, kept.keeps_earlier, kept.entry.at, {}};
  auto expected = kept.entry;
  expected.release = kept.row.id;
  expected.period = kept.row.period;
  expected.revision_date = kept.row.revision_date;
  expected.content = kept.row.digest;
  expected.evidence = base::sha256_hex(kept.evidence);
  const auto before = entries.empty() ? base::Digest{} : entries.back().hash;
  if (store::chain_hash(before, expected) != kept.entry.hash)
    return "release " + kept.row.id + " follows other releases than those of this store";
  finished.event = act_of_command_line("release.restore", kept.row.id, reason);
  finished.event.details = {{"period", kept.row.period}};
  const auto entered = wait_for<store::Entered>([&](store::Done<store::Entered> done) {
    store.ledger().restore(std::move(finished), std::move(done));
  });
  if (entered == store::Entered::done) return "";
  return "period " + kept.row.period + " was released in this store meanwhile: that release and " +
         kept.row.id + " were not made together";
}

}  // namespace raccordo::app
