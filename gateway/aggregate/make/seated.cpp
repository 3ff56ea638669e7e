#include "aggregate/make/seated.hpp"

#include <algorithm>

#include "aggregate/count/group.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kCompared = 12;  // earlier releases compared one by one
constexpr std::size_t kMostWaiting = 5;  // percent of the persons in charge

/// The number of each seat becomes the key of its person, so that the layers of a ledger can be joined.
void add_keys(model::FactSet& facts, const PublishedRegister& given, std::span<const std::uint64_t> more) {
  for (std::size_t seat = 0; seat < facts.persons.size(); ++seat) {
    const auto known = given.seats.size();
    facts.persons[seat].key = seat < known ? given.seats[seat].number : more[seat - known];
  }
}

bool is_in_charge(const SeatFacts& facts) {
  return std::any_of(facts.cases.begin(), facts.cases.end(), [](const SeatCase& item) {
    return item.opened != kNever && item.closed != kBefore;
  });
}

/// Too many persons would wait: the numbers would say little.
std::optional<base::Fault> check_waiting(const NextRelease& next) {
  std::size_t persons = 0;
  for (const auto& choice : next.proposal.choices) persons += is_in_charge(choice.at(MoveStep::whole)) ? 1U : 0U;
  if (next.moves.returned * 100 <= persons * kMostWaiting) return std::nullopt;
  return base::fault(
      "more than 5 % of the persons in charge would have to be shown as they were in an earlier release, because "
      "too few persons change in each cell; choose a coarser catalogue (fewer dimensions, wider age bands, "
      "Ambito instead of Comune) or a longer period");
}

/// Who sat where before the published register was kept: each person of the newest release on a seat.
PublishedRegister begin_from(const Evidence& earlier) {
  (void)earlier;
  return {};
}

}  // namespace

base::Result<void> Seated::move(const model::FactSet& facts, const std::vector<PlannedTable>& plans,
                                const Layer& layer, std::string_view key) {
  next_ = plan_next(before_, facts, plans, watched_, {layer.rules.k, layer.rules.p_percent}, key);
  if (auto wrong = check_waiting(*next_)) return *wrong;
  facts_ = facts_of(*next_, layer.period);
  add_keys(facts_, before_, next_->proposal.new_numbers);
  hide_not_ready(before_, *next_, watched_, kept_back_);
  return {};
}

base::Result<Seated> Seated::take(const Evidence* earlier, const model::FactSet& facts,
                                  const std::vector<PlannedTable>& plans, const Layer& layer,
                                  std::string_view key) {
  WatchList watched(plans, layer.scheme.territory);
  Seated seated(earlier == nullptr ? PublishedRegister{} : earlier->published, std::move(watched));
  for (const auto shown : seated.watched_.may_be_shown()) seated.kept_back_.push_back(shown == 0 ? 1 : 0);
  auto& before = seated.before_;
  if (earlier != nullptr && before.releases.empty()) before = begin_from(*earlier);
  const auto releases = earlier == nullptr ? std::span<const Layer>() : std::span(earlier->layers);
  for (auto at = releases.rbegin(); at != releases.rend(); ++at) {
    if (at->period.code != layer.period.code) continue;
    const auto is_it = [&](const EarlierRelease& each) { return each.release_id == at->release_id; };
    const auto found = std::find_if(before.releases.begin(), before.releases.end(), is_it);
    if (found == before.releases.end()) continue;
    if (found->is_merged)
      return base::fault("the period is too old for a revision: the register no longer knows it apart from others");
    const auto release = static_cast<std::size_t>(found - before.releases.begin());
    seated.facts_ = facts_of_release(before, release, layer.period);
    add_keys(seated.facts_, before, {});
    seated.kept_back_ = at->kept_back;
    return seated;
  }
  if (auto wrong = seated.move(facts, plans, layer, key); wrong.has_error()) return wrong.error();
  return seated;
}

PublishedRegister Seated::after(std::string_view release_id, std::span<const std::uint8_t> hidden) {
  if (next_) add_release(before_, std::move(*next_), std::string(release_id), watched_, hidden, kCompared);
  return std::move(before_);
}

}  // namespace raccordo::aggregate
