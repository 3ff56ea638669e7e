// How RuleRunner makes one value of several parts, and a keyed value of a text.
#include <utility>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "codecs/rule_runner.hpp"

namespace raccordo::codecs {
namespace {

using model::NodeId;

constexpr std::size_t kKeyedDigits = 16;

/// Parts of a keyed value stay distinct: a joiner within a part is escaped.
std::string escaped(std::string_view part, const std::string& joiner) {
  std::string out;
  for (const char c : part) {
    if (c == '\\' || joiner.find(c) != std::string::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

bool RuleRunner::join(const FieldRule& rule, const Spot& spot) {
  NodeId node = spot.context;
  std::string joined;
  bool any = false;
  for (std::size_t i = 0; i < rule.choices.size(); ++i) {
    if (i != 0) joined += rule.joiner;
    const auto part = find(*rule.choices[i].selector, rule, spot);
    if (!part) continue;
    if (!is_clean(*part, rule, spot)) return true;
    node = part->node;  // the last part: the code itself, restricted by the parts before it
    any = true;
    if (rule.keyed)
      joined += escaped(part->text, rule.joiner);
    else
      joined += part->text;
  }
  if (!any) {
    absent(rule, spot);
    return false;
  }
  if (auto fault = put(rule, rule.choices.front(), spot, {node, joined, false}))
    add_issue(rule.field, spot, node, std::move(*fault));
  return true;
}

std::string RuleRunner::keyed(std::string_view text) const {
  if (context_.pseudonym_key == nullptr) throw base::SystemFault("no pseudonym key for a keyed field");
  const auto digest = context_.pseudonym_key->compute(text);
  return base::to_hex(base::as_bytes(digest)).substr(0, kKeyedDigits);
}

}  // namespace raccordo::codecs
