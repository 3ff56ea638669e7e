#include "app/backup/sealed_head.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

constexpr std::uint64_t kMostN = std::uint64_t{1} << 20;

const rapidjson::Value* text_of(const rapidjson::Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && found->value.IsString() ? &found->value : nullptr;
}

std::uint64_t number_of(const rapidjson::Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && found->value.IsUint64() ? found->value.GetUint64() : 0;
}

bool read_passphrase_part(const rapidjson::Value& json, SealedLines& lines) {
  const auto* salt = text_of(json, "salt");
  const auto bytes = salt != nullptr ? base::from_hex(base::view(*salt)) : std::nullopt;
  lines.cost = {number_of(json, "n"), number_of(json, "r"), number_of(json, "p")};
  if (!bytes || bytes->empty() || lines.cost.n == 0 || lines.cost.n > kMostN || lines.cost.r == 0 ||
      lines.cost.r > 8 || lines.cost.p == 0 || lines.cost.p > 4)
    return false;
  lines.salt = *bytes;
  return true;
}

}  // namespace

std::string write_lines(const SealedLines& lines) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "kind", lines.head.kind);
  base::put(writer, "made_at", lines.head.made_at);
  base::put(writer, "key", lines.head.has_passphrase ? "passphrase" : "sealing-key");
  if (lines.head.has_passphrase) {
    base::put(writer, "salt", base::to_hex(lines.salt));
    base::put_number(writer, "n", lines.cost.n);
    base::put_number(writer, "r", lines.cost.r);
    base::put_number(writer, "p", lines.cost.p);
  }
  writer.EndObject();
  return std::string(kSealedForm) + std::string(base::view(buffer)) + "\n";
}

std::optional<SealedLines> read_lines(std::string_view json) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) return std::nullopt;
  SealedLines lines;
  for (const auto& [name, into] :
       {std::pair("kind", &lines.head.kind), std::pair("made_at", &lines.head.made_at)}) {
    const auto* text = text_of(document, name);
    if (text == nullptr) return std::nullopt;
    *into = base::view(*text);
  }
  const auto* key = text_of(document, "key");
  if (key == nullptr) return std::nullopt;
  lines.head.has_passphrase = base::view(*key) == "passphrase";
  if (!lines.head.has_passphrase && base::view(*key) != "sealing-key") return std::nullopt;
  if (lines.head.has_passphrase && !read_passphrase_part(document, lines)) return std::nullopt;
  return lines;
}

}  // namespace raccordo::app
