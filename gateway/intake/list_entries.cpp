#include "intake/list_entries.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/invisible_character.hpp"
#include "base/text.hpp"

namespace raccordo::intake {
namespace {

constexpr std::size_t kOfficeBytes = 100;

bool is_list(const YAML::Node& list) { return list.IsSequence() && list.size() > 0; }

std::string text_of(const YAML::Node& node) { return node.IsScalar() ? node.Scalar() : std::string(); }

bool is_office(std::string_view text) {
  return !text.empty() && text.size() <= kOfficeBytes && base::trim(text) == text &&
         text.find_first_of("/@") == std::string_view::npos && !base::find_bad_utf8(text) &&
         !base::invisible_character(text);
}

/// Adds `text`; false if it is there already.
bool add_once(std::vector<std::string>& into, std::string text) {
  if (std::find(into.begin(), into.end(), text) != into.end()) return false;
  into.push_back(std::move(text));
  return true;
}

}  // namespace

void Blame::operator()(const YAML::Node& node, std::string message) const {
  faults.push_back({file, node.Mark().line + 1, std::move(message)});
}

std::vector<std::string> read_bodies(const YAML::Node& list, const Blame& blame) {
  std::vector<std::string> bodies;
  if (!is_list(list)) blame(list, "`bodies` must be a list with at least one body");
  for (const auto& entry : list) {
    auto code = text_of(entry);
    if (!code.empty() && base::is_digits(code)) {
      bodies.push_back(std::move(code));
    } else {
      blame(entry, "a body is its codice fiscale of 11 digits, or its RUNTS number, such as \"95600000004\"");
    }
  }
  return bodies;
}

std::vector<std::string> read_partners(const YAML::Node& list, const std::string& own, const Blame& blame) {
  std::vector<std::string> partners;
  if (!is_list(list)) blame(list, "`exchange` must be a list with at least one client, such as [asst-est]");
  for (const auto& entry : list) {
    auto name = text_of(entry);
    if (name.empty()) {
      blame(entry, "a client is named by its `name`, such as asst-est");
    } else if (name == own) {
      blame(entry, "a client has no exchange with itself; leave `" + name + "` out");
    } else if (!add_once(partners, name)) {
      blame(entry, "`" + name + "` is in the list already");
    }
  }
  return partners;
}

std::vector<std::string> read_offices(const YAML::Node& list, const Blame& blame) {
  std::vector<std::string> offices;
  if (!is_list(list))
    blame(list, "`offices` must be a list with at least one office, such as [minori, adulti]");
  for (const auto& entry : list) {
    auto office = text_of(entry);
    if (!is_office(office)) {
      blame(entry, "an office is 1 to " + std::to_string(kOfficeBytes) +
                       " bytes without `/` and `@`, such as tutela-minori; never a person");
    } else if (!add_once(offices, office)) {
      blame(entry, "the office `" + office + "` is in the list already");
    }
  }
  return offices;
}

}  // namespace raccordo::intake
