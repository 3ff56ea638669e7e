#include "privacy/attackers/histories.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <utility>

#include "aggregate/evidence/recheck.hpp"
#include "aggregate/make/making.hpp"
#include "extract/render.hpp"

namespace raccordo::attackers {
namespace {

constexpr int kFirstYear = 2015;
constexpr std::size_t kYears = 3;
constexpr std::uint64_t kOneInLeaving = 9;

Matter in_year(Matter matter, std::size_t year) {
  matter.period =
      *model::parse_period(std::to_string(kFirstYear + static_cast<int>(year)), model::Periodicity::year);
  return matter;
}

/// The first year without the person.
std::size_t leaves_in(std::uint32_t person, std::uint64_t seed) {
  std::mt19937_64 random(seed * 1'000'003 + person);
  return random() % kOneInLeaving == 0 ? 1 + random() % (kYears - 1) : kYears;
}

/// The known part of the cases at the end of a year.
model::FactSet until(const model::FactSet& all, int year) {
  auto facts = all;
  facts.cases.clear();
  for (const auto& given : all.cases) {
    if (given.opened.year > year) continue;
    auto item = given;
    if (item.closed.year > year) item.closed = {};
    std::erase_if(item.interventions, [&](const auto& each) { return each.start.year > year; });
    facts.cases.push_back(std::move(item));
  }
  return facts;
}

std::string difference_name(const std::string& cell, std::size_t year) {
  return "difference|" + std::to_string(year) + "|" + cell;
}

/// The name of the cell without its period: the same in each year.
std::string without_year(const std::string& cell, std::size_t year) {
  const auto code = "|" + std::to_string(kFirstYear + static_cast<int>(year)) + "|";
  auto name = cell;
  return name.replace(name.find(code), code.size(), "|*|");
}

}  // namespace

History random_history(const Matter& matter, std::uint64_t seed, std::size_t persons, Leaving leaving) {
  auto all = random_register(matter, seed, persons);
  for (auto& item : all.cases) {
    for (std::size_t i = 1; i < item.interventions.size(); ++i) {
      auto& start = item.interventions[i].start;
      start.year = static_cast<decltype(start.year)>(start.year + (i % 2 == 0 ? 0 : 1));
    }
  }
  History history;
  for (std::size_t year = 0; year < kYears; ++year) {
    auto facts = until(all, kFirstYear + static_cast<int>(year));
    if (leaving == Leaving::some) {
      std::erase_if(facts.cases, [&](const auto& item) { return leaves_in(item.person, seed) <= year; });
    }
    history.push_back({std::move(facts), in_year(matter, year)});
  }
  return history;
}

PublishedYears publish_years(const History& history, Ledger ledger) {
  PublishedYears published;
  std::optional<aggregate::Evidence> evidence;
  for (std::size_t year = 0; year < history.size(); ++year) {
    const auto& [facts, matter] = history[year];
    aggregate::ReleaseRequest request;
    request.id = "01JDYEAR" + std::to_string(year);
    request.period = matter.period;
    request.rules.k = matter.k;
    request.key = std::string(32, 'k');
    const auto made =
        aggregate::make_proven_release(facts, matter.catalogue, matter.scheme, request,
                                       evidence && ledger == Ledger::kept ? &*evidence : nullptr);
    if (!made) {
      const auto says = [&](const char* text) {
        return made.error().message.find(text) != std::string::npos;
      };
      if (!says("cannot be protected beside") && !says("more than 5 %"))
        throw std::invalid_argument(made.error().message);
      continue;
    }
    evidence = aggregate::read_evidence(made->evidence).value();
    if (const auto wrong = aggregate::recheck(made->release, *evidence))
      throw std::invalid_argument(wrong->message);
    published.released.push_back(year);
    published.registers.push_back(evidence->published);
    for (const auto& table : made->release.tables()) {
      published.tables.push_back(read_json_stat(extract::render(table, extract::TableFormat::json_stat)));
    }
  }
  return published;
}

Truth truth_of(const PublishedYears& published, const History& history) {
  Truth all;
  for (std::size_t i = 0; i < published.released.size(); ++i) {
    const auto& given = published.registers[i];
    const auto& matter = history[published.released[i]].matter;
    const auto facts = aggregate::facts_of_release(given, given.releases.size() - 1, matter.period);
    all.merge(count_seats(facts, matter).truth);
  }
  return all;
}

Truth truth_of(const PublishedYears& published, const History& history, std::uint32_t person) {
  Truth own;
  for (std::size_t i = 0; i < published.released.size(); ++i) {
    const auto& given = published.registers[i];
    const auto& [facts, matter] = history[published.released[i]];
    std::vector<aggregate::SeatFacts> seats;
    for (const auto& link : given.links) {
      if (link.person == facts.persons[person].key)
        seats.push_back(given.seats[link.seat].in(given.releases.size() - 1));
    }
    own.merge(count_seats(aggregate::counted_facts(seats, given.codes, matter.period), matter).truth);
  }
  return own;
}

ExactTables count_years(const History& history, const std::vector<std::size_t>& years) {
  ExactTables all;
  for (const auto year : years) {
    auto exact = count_exactly(history[year].facts, history[year].matter);
    all.tables.insert(all.tables.end(), exact.tables.begin(), exact.tables.end());
    all.truth.merge(exact.truth);
  }
  return all;
}

History only_person(const History& history, std::uint32_t person) {
  History own;
  for (const auto& [facts, matter] : history) own.push_back({only_person(facts, person), matter});
  return own;
}

TinyHistories::TinyHistories(Leaving leaving) {
  for (std::size_t first = 0; first < kYears; ++first) {
    spans_.push_back({first, kYears - 1});
    for (auto last = first; leaving == Leaving::some && last + 1 < kYears; ++last)
      spans_.push_back({first, last});
  }
  const auto& cells = universe_.kinds().cells;
  const auto code = "|" + universe_.matter().period.code + "|";
  const auto in = [&](const std::string& cell, std::size_t year) {
    auto name = cell;
    return name.replace(name.find(code), code.size(),
                        "|" + std::to_string(kFirstYear + static_cast<int>(year)) + "|");
  };
  for (std::size_t year = 0; year < kYears; ++year) {
    for (const auto& cell : cells) kinds_.cells.push_back(in(cell, year));
  }
  for (std::size_t year = 0; year + 1 < kYears; ++year) {
    for (const auto& cell : cells)
      kinds_.cells.push_back(difference_name(without_year(in(cell, year), year), year));
  }
  // Persons with one case come first: five kinds of it in two Comuni, and two sexes.
  constexpr std::size_t kOfOneCase = 20;
  for (std::size_t number = 0; number < kOfOneCase; ++number) {
    const auto& kind = universe_.kinds().counts[number];
    for (const auto& span : spans_) {
      const auto is_there = [&](std::size_t year) { return span.first <= year && year <= span.last; };
      std::vector<int> counts;
      for (std::size_t year = 0; year < kYears; ++year) {
        for (const int count : kind) counts.push_back(is_there(year) ? count : 0);
      }
      for (std::size_t year = 0; year + 1 < kYears; ++year) {
        for (const int count : kind)
          counts.push_back(count > 0 && is_there(year) != is_there(year + 1) ? 1 : 0);
      }
      kinds_.counts.push_back(std::move(counts));
    }
  }
}

History TinyHistories::random_history(std::uint64_t seed, std::size_t persons) const {
  auto all = universe_.random_register(seed, persons);
  const auto is_second = [last = std::optional<std::uint32_t>()](const model::CaseFacts& item) mutable {
    return std::exchange(last, item.person) == item.person;
  };
  all.cases.erase(std::remove_if(all.cases.begin(), all.cases.end(), is_second), all.cases.end());
  std::mt19937_64 random(seed + 77);
  std::vector<Span> span_of;
  // Half of them are present all the time; otherwise every cell would be small.
  for (std::size_t i = 0; i < persons; ++i)
    span_of.push_back(spans_[random() % 2 == 0 ? 0 : random() % spans_.size()]);
  History history;
  for (std::size_t year = 0; year < kYears; ++year) {
    auto facts = all;
    std::erase_if(facts.cases, [&](const auto& item) {
      return year < span_of[item.person].first || year > span_of[item.person].last;
    });
    for (auto& item : facts.cases) item.opened = {2014, 2, 1};
    history.push_back({std::move(facts), in_year(universe_.matter(), year)});
  }
  return history;
}

void TinyHistories::add_differences(const History& history, LinkedCells& linked, Truth& truth) const {
  for (std::uint32_t person = 0; person < history.front().facts.persons.size(); ++person) {
    const auto own = only_person(history, person);
    std::map<std::string, std::vector<std::int64_t>> values;
    for (std::size_t year = 0; year < kYears; ++year) {
      for (const auto& [cell, known] : count_years(own, {year}).truth) {
        auto& of_cell = values[without_year(cell, year)];
        of_cell.resize(kYears, 0);
        of_cell[year] = known.value;
      }
    }
    for (const auto& [cell, of_year] : values) {
      for (std::size_t year = 0; year + 1 < kYears; ++year) {
        auto& known = truth[difference_name(cell, year)];
        known.persons += of_year[year] != of_year[year + 1] ? 1 : 0;
        known.value = known.persons;
      }
    }
  }
  for (const auto& cell : kinds_.cells) {
    if (linked.places.contains(cell)) continue;
    linked.places.emplace(cell, linked.cells.size());
    linked.cells.push_back({{}, "difference", std::nullopt, true});
    truth.try_emplace(cell);
  }
}

}  // namespace raccordo::attackers
