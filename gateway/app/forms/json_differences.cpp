#include "app/forms/json_differences.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/json.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kMostShown = 5;
constexpr std::array<std::string_view, 2> kHidden = {"person", "person.id"};

/// A value and its place; without a value it is absent.
struct Spot {
  std::string path;
  const rapidjson::Value* expected;
  const rapidjson::Value* found;
};

std::string text_of(const rapidjson::Value* value) {
  if (value == nullptr) return "nothing";
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  value->Accept(writer);
  return std::string(base::view(buffer));
}

std::string in_words(const Spot& spot) {
  if (spot.path.empty()) return "something else than a record";
  const auto& path = spot.path;
  if (std::find(kHidden.begin(), kHidden.end(), path) != kHidden.end()) return path + " otherwise";
  return path + " " + text_of(spot.found) + " instead of " + text_of(spot.expected);
}

const rapidjson::Value* member(const rapidjson::Value& object, std::string_view name) {
  for (const auto& each : object.GetObject()) {
    if (base::view(each.name) == name) return &each.value;
  }
  return nullptr;
}

std::vector<std::string> names_of(const rapidjson::Value& one, const rapidjson::Value& two) {
  std::vector<std::string> names;
  for (const auto* object : {&one, &two}) {
    for (const auto& each : object->GetObject()) names.emplace_back(base::view(each.name));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// The common members or elements of two values; nothing if the values are reported as a whole.
std::vector<Spot> parts_of(const Spot& spot) {
  std::vector<Spot> parts;
  if (spot.expected == nullptr || spot.found == nullptr) return parts;
  if (spot.expected->IsObject() && spot.found->IsObject()) {
    for (const auto& name : names_of(*spot.expected, *spot.found)) {
      parts.push_back({(spot.path.empty() ? "" : spot.path + ".") + name, member(*spot.expected, name),
                       member(*spot.found, name)});
    }
  } else if (spot.expected->IsArray() && spot.found->IsArray()) {
    const auto size = std::max(spot.expected->Size(), spot.found->Size());
    for (rapidjson::SizeType i = 0; i < size; ++i) {
      parts.push_back({spot.path + "[" + std::to_string(i) + "]",
                       i < spot.expected->Size() ? &(*spot.expected)[i] : nullptr,
                       i < spot.found->Size() ? &(*spot.found)[i] : nullptr});
    }
  }
  return parts;
}

bool same(const Spot& spot) {
  if (spot.expected == nullptr || spot.found == nullptr) return spot.expected == spot.found;
  return *spot.expected == *spot.found;
}

}  // namespace

std::string json_differences(const std::string& expected, const std::string& found) {
  rapidjson::Document one;
  rapidjson::Document two;
  one.Parse<rapidjson::kParseIterativeFlag>(expected.data(), expected.size());
  two.Parse<rapidjson::kParseIterativeFlag>(found.data(), found.size());
  if (one.HasParseError()) return "something where no JSON is expected; correct the expectation";
  std::vector<Spot> waiting{{"", &one, &two}};
  std::string words;
  std::size_t shown = 0;
  while (!waiting.empty() && shown < kMostShown) {
    const auto spot = waiting.back();
    waiting.pop_back();
    if (same(spot)) continue;
    auto parts = parts_of(spot);
    if (parts.empty()) {
      words += (words.empty() ? "" : "; ") + in_words(spot);
      ++shown;
    }
    waiting.insert(waiting.end(), parts.rbegin(), parts.rend());
  }
  return words;
}

}  // namespace raccordo::app
