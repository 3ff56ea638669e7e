#include "aggregate/published/reduction.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace raccordo::aggregate {
namespace {

using model::Dimension;

constexpr std::size_t kDimensions = static_cast<std::size_t>(Dimension::sender) + 1;
/// Stands for a code that no table knows where that is not the same as no code.
constexpr std::string_view kUnknown = "_U";

std::vector<int> leaves_of(const std::vector<const model::StringMap<int>*>& leaves, std::string_view code) {
  std::vector<int> out;
  out.reserve(leaves.size());
  for (const auto* each : leaves) {
    const auto found = each->find(code);
    out.push_back(found == each->end() ? -1 : found->second);
  }
  return out;
}

bool is_unknown(const std::vector<int>& leaves) {
  return std::all_of(leaves.begin(), leaves.end(), [](int leaf) { return leaf < 0; });
}

}  // namespace

Reduction::Reduction(std::span<const PlannedTable> plans) : attributes_(kDimensions) {
  attribute_of(Dimension::area).keeps_unknown = true;
  for (const auto& plan : plans) {
    has_reports_ = has_reports_ || plan.table.definition.kinds.reports;
    has_amounts_ = has_amounts_ || plan.table.definition.measure == model::Measure::amount;
    for (const auto& dimension : plan.dimensions) {
      const auto kind = dimension.choice.dimension;
      attribute_of(kind).leaves.push_back(&dimension.leaf_of);
      if (kind == Dimension::area) attribute_of(Dimension::type).leaves.push_back(&dimension.leaf_of_type);
      if (kind != Dimension::age) continue;
      for (const auto& band : dimension.choice.ages) {
        ages_.insert(band.low);
        if (band.high >= 0) ages_.insert(band.high + 1);
      }
    }
  }
  for (auto& attribute : attributes_) name_classes(attribute);
}

void Reduction::name_classes(Attribute& attribute) {
  for (const auto* leaves : attribute.leaves) {
    for (const auto& [code, leaf] : *leaves) {
      const auto [found, is_new] = attribute.name_of.try_emplace(leaves_of(attribute.leaves, code), code);
      if (!is_new && code < found->second) found->second = code;
    }
  }
}

std::string Reduction::name_of(const Attribute& attribute, std::string_view code) {
  if (code.empty() || attribute.leaves.empty()) return "";
  const auto leaves = leaves_of(attribute.leaves, code);
  if (is_unknown(leaves)) return attribute.keeps_unknown ? std::string(kUnknown) : "";
  return attribute.name_of.find(leaves)->second;
}

int Reduction::reduce_age(int age) const {
  if (age < 0 || ages_.empty()) return -1;
  const auto next = ages_.upper_bound(age);
  return next == ages_.begin() ? 0 : *std::prev(next);
}

model::FactSet Reduction::reduce(const model::FactSet& facts, model::CodePool& codes) const {
  std::vector<std::vector<model::CodeNo>> numbers(kDimensions);
  for (std::size_t kind = 0; kind < kDimensions; ++kind) {
    for (model::CodeNo code = 0; code < facts.codes.size(); ++code)
      numbers[kind].push_back(codes.intern(name_of(attributes_[kind], facts.codes.text(code))));
  }
  const auto reduce_code = [&](Dimension kind, model::CodeNo& code) {
    code = numbers[static_cast<std::size_t>(kind)][code];
  };
  model::FactSet out;
  out.persons = facts.persons;
  for (auto& person : out.persons) {
    reduce_code(Dimension::sex, person.sex);
    if (ages_.empty()) person.birth = {};
  }
  out.cases = facts.cases;
  if (!has_reports_) std::erase_if(out.cases, [](const auto& item) { return item.is_report; });
  for (auto& item : out.cases) {
    item.source = 0;
    reduce_code(Dimension::territory, item.owner);
    reduce_code(Dimension::residence, item.residence);
    reduce_code(Dimension::citizenship, item.citizenship);
    reduce_code(Dimension::channel, item.channel);
    reduce_code(Dimension::closure, item.closure);
    reduce_code(Dimension::sender, item.sender);
    for (auto& need : item.needs) reduce_code(Dimension::need, need);
    if (attributes_[static_cast<std::size_t>(Dimension::need)].leaves.empty()) item.needs.clear();
    for (auto& each : item.interventions) {
      reduce_code(Dimension::area, each.area);
      reduce_code(Dimension::type, each.type);
      reduce_code(Dimension::management, each.management);
      each.has_amount = each.has_amount && has_amounts_;
      if (!each.has_amount) each.amount_cents = 0;
    }
  }
  out.codes = codes;
  return out;
}

}  // namespace raccordo::aggregate
