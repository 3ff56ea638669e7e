// docs/profile-keys.md explains every key that the profile reader accepts, and no other.
#include "codecs/profile_keys.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <span>
#include <string>

namespace raccordo::codecs {
namespace {

/// The keys in the first column of the tables below a heading.
std::set<std::string> keys_below(const std::string& heading) {
  std::ifstream page("docs/profile-keys.md");
  EXPECT_TRUE(page.is_open());
  std::set<std::string> keys;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) inside = line == "## " + heading;
    if (inside && line.starts_with("| `")) keys.insert(line.substr(3, line.find('`', 3) - 3));
  }
  return keys;
}

void expect_explained(const std::string& heading, std::span<const std::string_view> keys) {
  EXPECT_EQ(keys_below(heading), std::set<std::string>(keys.begin(), keys.end())) << heading;
}

TEST(ProfileKeys, AreAllExplainedAndNoOthers) {
  expect_explained("The profile", kProfileKeys);
  expect_explained("CSV", kCsvKeys);
  expect_explained("Numbers", kNumberKeys);
  expect_explained("A field", kRuleKeys);
  expect_explained("An item of `first_of`", kChoiceKeys);
  expect_explained("Consent", kConsentKeys);
  expect_explained("A list", kListKeys);
  expect_explained("Each in CSV", kEachKeys);
  expect_explained("Each in FHIR", kFhirEachKeys);
}

}  // namespace
}  // namespace raccordo::codecs
