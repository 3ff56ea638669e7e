#include "aggregate/published/reduction.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "model/sender.hpp"

namespace raccordo::aggregate {
namespace {

using model::CodeNo;
using model::Dimension;

constexpr std::size_t kDimensions = static_cast<std::size_t>(Dimension::sender) + 1;
/// Stands for a code that no table knows where that is not the same as no code.
constexpr std::string_view kUnknown = "_U";

/// The number of the new name of each code.
template <class NameOf>
std::vector<CodeNo> numbers_of(const model::CodePool& from, model::CodePool& to, NameOf name_of) {
  std::vector<CodeNo> numbers;
  numbers.reserve(from.size());
  for (CodeNo code = 0; code < from.size(); ++code) numbers.push_back(to.intern(name_of(from.text(code))));
  return numbers;
}

bool is_unknown(const std::vector<int>& leaves) {
  return std::all_of(leaves.begin(), leaves.end(), [](int leaf) { return leaf < 0; });
}

}  // namespace

Reduction::Reduction(std::span<const PlannedTable> plans) : attributes_(kDimensions) {
  attribute_of(Dimension::area).keeps_unknown = true;
  for (const auto& plan : plans) {
    has_reports_ = has_reports_ || plan.table.definition.kinds.reports;
    has_joint_ = has_joint_ || plan.table.definition.measure == model::Measure::persons_joint;
    has_amounts_ = has_amounts_ || plan.table.definition.measure == model::Measure::amount;
    for (const auto& dimension : plan.dimensions) {
      const auto kind = dimension.choice.dimension;
      const auto* categories = &dimension.shown.categories;
      attribute_of(kind).sources.push_back({&dimension.leaf_of, categories});
      if (kind == Dimension::area)
        attribute_of(Dimension::type).sources.push_back({&dimension.leaf_of_type, categories});
      if (kind != Dimension::age) continue;
      for (const auto& band : dimension.choice.ages) {
        ages_.insert(band.low);
        if (band.high >= 0) ages_.insert(band.high + 1);
      }
    }
  }
  for (auto& attribute : attributes_) name_classes(attribute);
}

Reduction::Leaves Reduction::leaves_of(const Attribute& attribute, std::string_view code) {
  Leaves out;
  out.reserve(attribute.sources.size());
  for (const auto& source : attribute.sources) {
    const auto found = source.leaf_of->find(code);
    out.push_back(found == source.leaf_of->end() ? -1 : found->second);
  }
  return out;
}

void Reduction::name_classes(Attribute& attribute) {
  std::map<Leaves, std::set<std::string>> classes;
  for (const auto& source : attribute.sources) {
    for (const auto& [code, leaf] : *source.leaf_of) classes[leaves_of(attribute, code)].insert(code);
  }
  for (auto& [leaves, codes] : classes) {
    const auto category = category_name(attribute, leaves);
    auto& name = attribute.name_of[leaves];
    name = category.empty() ? *codes.begin() : category;
    codes.erase(category);
    if (!category.empty() && !codes.empty()) attribute.former.emplace(*codes.begin(), category);
  }
}

/// The code of the finest category, if it names the whole class in every dimension; empty if none does.
std::string Reduction::category_name(const Attribute& attribute, const Leaves& leaves) {
  std::string best;
  int depth = 0;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i] < 0) continue;
    const auto& category = (*attribute.sources[i].categories)[static_cast<std::size_t>(leaves[i])];
    if (category.depth <= depth || leaves_of(attribute, category.code) != leaves) continue;
    best = category.code;
    depth = category.depth;
  }
  return best;
}

std::string Reduction::name_of(const Attribute& attribute, std::string_view code) {
  if (code.empty() || attribute.sources.empty()) return "";
  const auto leaves = leaves_of(attribute, code);
  if (is_unknown(leaves)) return attribute.keeps_unknown ? std::string(kUnknown) : "";
  return attribute.name_of.find(leaves)->second;
}

int Reduction::reduce_age(int age) const {
  if (age < 0 || ages_.empty()) return -1;
  const auto next = ages_.upper_bound(age);
  return next == ages_.begin() ? 0 : *std::prev(next);
}

model::FactSet Reduction::reduce(const model::FactSet& facts, model::CodePool& codes) const {
  std::vector<std::vector<CodeNo>> numbers(kDimensions);
  for (std::size_t kind = 0; kind < kDimensions; ++kind)
    numbers[kind] =
        numbers_of(facts.codes, codes, [&](const auto& code) { return name_of(attributes_[kind], code); });
  const bool keeps_senders = has_joint_ && attribute_of(Dimension::sender).sources.empty();
  if (keeps_senders)
    numbers[static_cast<std::size_t>(Dimension::sender)] =
        numbers_of(facts.codes, codes,
                   [](const auto& code) { return model::parse_sender(code) ? code : std::string(); });
  const auto reduce_code = [&](Dimension kind, CodeNo& code) {
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
    if (attributes_[static_cast<std::size_t>(Dimension::need)].sources.empty()) item.needs.clear();
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

void Reduction::rename(PublishedRegister& given) const {
  const auto before = given.codes;
  const auto numbers_by = [&](Dimension kind) {
    const auto& former = attribute_of(kind).former;
    return numbers_of(before, given.codes, [&](const auto& code) {
      const auto found = former.find(std::string(code));
      return found == former.end() ? std::string(code) : found->second;
    });
  };
  const auto places = numbers_by(Dimension::territory), residences = numbers_by(Dimension::residence);
  const auto citizenships = numbers_by(Dimension::citizenship), types = numbers_by(Dimension::type);
  for (auto& seat : given.seats) {
    for (auto& state : seat.states) {
      for (auto& item : state.cases) {
        item.owner = places[item.owner];
        item.residence = residences[item.residence];
        item.citizenship = citizenships[item.citizenship];
        for (auto& each : item.interventions) each.type = types[each.type];
      }
      put_in_order(state);
    }
  }
}

}  // namespace raccordo::aggregate
