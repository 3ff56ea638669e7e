#include "privacy/worlds/tiny_world.hpp"

#include <algorithm>
#include <map>

#include "support/counted_tables.hpp"

namespace raccordo::tests {
namespace {

/// Remaining possibilities while the attacker enumerates the registers.
struct Open {
  std::size_t persons = 0;            ///< column of the persons in the cell
  bool outsider = false;              ///< 0 or at least k is possible
  std::vector<std::uint8_t> insider;  ///< by kind of person in the cell: no or at least k others are possible
};

}  // namespace

TinyWorld::TinyWorld(std::vector<Kind> kinds, std::vector<model::ExtractDefinition> tables, int most)
    : kinds_(std::move(kinds)), tables_(std::move(tables)) {
  const auto scheme = small_scheme();
  std::vector<Column> by_cell;
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    Counts one(kinds_.size(), 0);
    one[kind] = 1;
    const auto counted = count_tables(make_register(one).facts, tables_, scheme, year(2017)).value();
    std::size_t cell = 0;
    for (const auto& table : counted) {
      for (const auto& number : table.cells) {
        if (by_cell.size() <= cell) by_cell.emplace_back(kinds_.size(), 0);
        by_cell[cell++][kind] = number.value;
      }
    }
  }
  std::map<Column, std::size_t> known;
  for (const auto& column : by_cell) {
    const auto [found, fresh] = known.emplace(column, columns_.size());
    if (fresh) columns_.push_back(column);
    column_of_cell_.push_back(found->second);
  }
  const auto cells_of_one = by_cell.size() / tables_.size();
  for (std::size_t cell = 0; cell < by_cell.size(); ++cell) {
    persons_of_cell_.push_back(column_of_cell_[cell % cells_of_one]);
  }
  Counts counts(kinds_.size(), 0);
  write_down(counts, 0, most);
}

void TinyWorld::write_down(Counts& counts, std::size_t kind, int left) {
  if (kind == kinds_.size()) {
    all_.push_back(counts);
    numbers_.emplace_back();
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      numbers_.back().push_back(static_cast<std::uint8_t>(number(column, counts)));
    }
    return;
  }
  for (int count = 0; count <= left; ++count) {
    counts[kind] = static_cast<std::uint8_t>(count);
    write_down(counts, kind + 1, left - count);
  }
  counts[kind] = 0;
}

std::int64_t TinyWorld::number(std::size_t column, const Counts& counts) const {
  std::int64_t sum = 0;
  for (std::size_t kind = 0; kind < counts.size(); ++kind) sum += columns_[column][kind] * counts[kind];
  return sum;
}

SmallRegister TinyWorld::make_register(const Counts& counts) const {
  SmallRegister given;
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    for (int i = 0; i < counts[kind]; ++i) {
      given.open(given.person(kinds_[kind].sex, "1980-01-01"), kinds_[kind].owner);
      for (const auto& area : kinds_[kind].areas) given.intervene(area, "");
    }
  }
  return given;
}

std::vector<bool> TinyWorld::naive(const Counts& truth, int k) const {
  std::vector<bool> shown;
  for (const auto column : persons_of_cell_) {
    const auto persons = number(column, truth);
    shown.push_back(persons == 0 || persons >= k);
  }
  return shown;
}

Breaches TinyWorld::attack(const Counts& truth, const std::vector<bool>& shown, int k) const {
  std::vector<std::uint8_t> is_known(columns_.size(), 0);
  std::map<std::size_t, Open> open;  // by column of persons
  for (std::size_t cell = 0; cell < shown.size(); ++cell) {
    if (shown[cell]) is_known[column_of_cell_[cell]] = 1;
    const auto persons = number(persons_of_cell_[cell], truth);
    if (persons > 0 && persons < k) {
      open[persons_of_cell_[cell]] = {persons_of_cell_[cell], false, std::vector<std::uint8_t>(kinds(), 0)};
    }
  }
  std::vector<std::size_t> known;
  for (std::size_t column = 0; column < is_known.size(); ++column) {
    if (is_known[column] != 0) known.push_back(column);
  }
  std::vector<std::uint8_t> published;
  for (const auto column : known) published.push_back(static_cast<std::uint8_t>(number(column, truth)));
  for (std::size_t at = 0; at < all_.size(); ++at) {
    const auto& numbers = numbers_[at];
    bool fits = true;
    for (std::size_t i = 0; i < known.size() && fits; ++i) fits = numbers[known[i]] == published[i];
    if (!fits) continue;
    for (auto& [column, cell] : open) {
      const int persons = numbers[column];
      if (persons == 0 || persons >= k) cell.outsider = true;
      if (persons != 1 && persons <= k) continue;
      for (std::size_t kind = 0; kind < kinds(); ++kind) {
        if (all_[at][kind] > 0 && columns_[column][kind] > 0) cell.insider[kind] = 1;
      }
    }
  }
  Breaches breaches;
  for (const auto& [column, cell] : open) {
    ++breaches.sensitive;
    breaches.outsider += cell.outsider ? 0 : 1;
    if (number(column, truth) < 2) continue;
    for (std::size_t kind = 0; kind < kinds(); ++kind) {
      if (truth[kind] > 0 && columns_[column][kind] > 0 && cell.insider[kind] == 0) {
        ++breaches.insider;
        break;
      }
    }
  }
  return breaches;
}

}  // namespace raccordo::tests
