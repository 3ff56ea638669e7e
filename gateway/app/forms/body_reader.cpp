#include "app/forms/body_reader.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "base/json.hpp"
#include "base/json_fault.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

std::string_view kind_of(const rapidjson::Value& value) {
  switch (value.GetType()) {
    case rapidjson::kNullType:
      return "null";
    case rapidjson::kFalseType:
    case rapidjson::kTrueType:
      return "true or false";
    case rapidjson::kObjectType:
      return "an object";
    case rapidjson::kArrayType:
      return "a list";
    case rapidjson::kStringType:
      return "a text";
    case rapidjson::kNumberType:
      break;
  }
  return "a number";
}

std::string list_of(const std::vector<std::string_view>& names) {
  std::string out;
  for (const auto name : names) out.append(out.empty() ? "`" : ", `").append(name).append("`");
  return out;
}

class BodyReading {
 public:
  explicit BodyReading(std::initializer_list<BodyMember> members) : members_(members) {
    for (const auto& member : members_) names_.push_back(member.name);
  }

  void read(const rapidjson::Value& object) {
    check_names(object);
    for (const auto& member : members_) {
      const auto found = object.FindMember(
          rapidjson::StringRef(member.name.data(), static_cast<rapidjson::SizeType>(member.name.size())));
      const bool there = found != object.MemberEnd() && !found->value.IsNull();
      if (there) {
        std::visit([&](auto* into) { take(member, found->value, *into); }, member.into);
      } else if (member.need == Need::required) {
        fault(member, "is required; add it");
      }
    }
  }

  base::FileFaults& faults() { return faults_; }

 private:
  void check_names(const rapidjson::Value& object) {
    std::set<std::string_view> seen;
    for (const auto& member : object.GetObject()) {
      const auto name = base::view(member.name);
      if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
        const auto near = base::nearest_name(name, names_);
        add("", near.empty() ? "The body has an unknown member. Members: " + list_of(names_) + "."
                             : "The body has an unknown member `" + std::string(name) + "`; did you mean `" +
                                   near + "`?");
      } else if (!seen.insert(name).second) {
        add("/" + std::string(name),
            "The member `" + std::string(name) + "` occurs twice in the body; send it once.");
      }
    }
  }

  void take(const BodyMember& member, const rapidjson::Value& value, std::string& into) {
    if (!value.IsString()) return wrong_kind(member, value, "a text", "send it in double quotes");
    if (value.GetStringLength() > member.most)
      return fault(member, "may have " + std::to_string(member.most) + " bytes; shorten it");
    if (member.need == Need::required && base::trim(base::view(value)).empty())
      return fault(member, "is empty; give it");
    into = std::string(base::view(value));
  }
  void take(const BodyMember& member, const rapidjson::Value& value, std::int32_t& into) {
    if (!value.IsInt() || value.GetInt() < 1)
      return wrong_kind(member, value, "a whole number from 1", "send one without quotes");
    into = value.GetInt();
  }
  void take(const BodyMember& member, const rapidjson::Value& value, bool& into) {
    if (!value.IsBool()) return wrong_kind(member, value, "true or false", "send one without quotes");
    into = value.GetBool();
  }

  void wrong_kind(const BodyMember& member, const rapidjson::Value& value, std::string_view expected,
                  std::string_view advice) {
    const bool same = value.IsNumber() && expected.find("number") != std::string_view::npos;
    fault(member, "must be " + std::string(expected) + "; found is " +
                      (same ? "another number" : std::string(kind_of(value))) + ": " + std::string(advice));
  }
  void fault(const BodyMember& member, const std::string& what) {
    add("/" + std::string(member.name), "`" + std::string(member.name) + "` " + what + ".");
  }
  void add(std::string pointer, std::string message) {
    faults_.push_back({"", 0, std::move(message), std::move(pointer)});
  }

  const std::vector<BodyMember> members_;
  std::vector<std::string_view> names_;
  base::FileFaults faults_;
};

}  // namespace

std::optional<Problem> read_body(const std::string& body, std::string_view example,
                                 std::initializer_list<BodyMember> members) {
  const auto advice = " The body must be a JSON object such as " + std::string(example) + ".";
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(body.data(),
                                                                                         body.size());
  if (document.HasParseError()) {
    auto fault = base::json_fault(document.GetParseError(), document.GetErrorOffset(), body);
    fault.front() = 'T';
    return Problem{"bad-request", fault + "." + advice};
  }
  if (!document.IsObject())
    return Problem{"bad-request", "The body is " + std::string(kind_of(document)) + "." + advice};
  BodyReading reading(members);
  reading.read(document);
  if (reading.faults().empty()) return std::nullopt;
  Problem problem{"bad-request", reading.faults().front().message + advice};
  problem.faults = std::move(reading.faults());
  problem.places = Problem::Places::pointers;
  return problem;
}

}  // namespace raccordo::app
