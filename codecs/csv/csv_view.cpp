#include "codecs/csv/csv_view.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "codecs/csv/csv_format.hpp"

namespace raccordo::codecs {
namespace {

constexpr std::string_view kRootPrefix = "$root.";

std::size_t slot_of(std::string_view name, std::vector<std::string>& columns) {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  columns.emplace_back(name);
  return columns.size() - 1;
}

class CsvColumn final : public CsvSelector {
 public:
  CsvColumn(std::size_t slot, Anchor anchor) : slot_(slot), anchor_(anchor) {}
  void find(const CsvRecord& record, std::size_t row, std::vector<model::NodeId>& out) const override {
    if (const auto node = record.cell(anchor_ == Anchor::record ? 0 : row, slot_)) out.push_back(*node);
  }
  void add_slots(std::vector<std::size_t>& slots) const override {
    if (anchor_ == Anchor::context) slots.push_back(slot_);
  }

 private:
  std::size_t slot_;
  Anchor anchor_;
};

class CsvRows final : public CsvSelector {
 public:
  using Wanted = std::pair<std::size_t, std::string>;
  explicit CsvRows(std::vector<Wanted> wanted) : wanted_(std::move(wanted)) {}
  void find(const CsvRecord& record, std::size_t, std::vector<model::NodeId>& out) const override {
    for (std::size_t row = 0; row < record.rows(); ++row) {
      const bool fits = std::all_of(wanted_.begin(), wanted_.end(), [&](const Wanted& cell) {
        const auto node = record.cell(row, cell.first);
        return node && base::trim(record.cell_text(*node)) == cell.second;
      });
      if (fits) out.push_back(CsvRecord::row_node(row));
    }
  }
  void add_slots(std::vector<std::size_t>& slots) const override {
    for (const auto& [slot, value] : wanted_) slots.push_back(slot);
  }

 private:
  std::vector<Wanted> wanted_;
};

}  // namespace

void CsvView::open(const std::vector<CsvRow>& rows, std::size_t count) {
  record_.open(rows, count);
  constexpr std::size_t bytes_per_cell = 16;
  std::size_t size = 0;
  for (std::size_t i = 0; i < count; ++i) size += rows[i].size() + rows[i].bytes.size() / bytes_per_cell;
  budget().begin(size);
}

void CsvView::select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) {
  static_cast<const CsvSelector&>(selector).find(record_, context >> 32, out);
}

std::optional<std::string_view> CsvView::text(model::NodeId node) const {
  if ((node & 0xFFFFFFFF) == 0) return std::nullopt;
  return record_.cell_text(node);
}

model::Place CsvView::locate(model::NodeId node) const {
  model::Place place{model::Place::Kind::csv, "", 0};
  if (node >> 32 < record_.rows()) place.number = record_.row_number(node >> 32);
  if ((node & 0xFFFFFFFF) != 0) place.path = record_.column_name((node & 0xFFFFFFFF) - 1);
  return place;
}

void CsvView::check_reached(const std::vector<ReachedItem>& reached,
                            std::vector<model::Issue>& issues) const {
  account_.check(record_, reached, issues);
}

bool is_csv_root(std::string_view text) { return base::trim(text).starts_with(kRootPrefix); }

std::string_view csv_column_name(std::string_view text) {
  auto name = base::trim(text);
  if (is_csv_root(name)) name.remove_prefix(kRootPrefix.size());
  return base::trim(name);
}

base::Result<std::unique_ptr<Selector>> compile_csv_column(std::string_view text,
                                                           std::vector<std::string>& columns) {
  const auto name = csv_column_name(text);
  const bool from_root = is_csv_root(text);
  if (name.empty()) return base::fault("a column name is missing; give it as in the header");
  if (name.starts_with('$'))
    return base::fault("`" + std::string(name) +
                       "` is no column name; for CSV give the name in the header, or $root.NAME");
  if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
    return base::fault("a column name holds a control character; give it as in the header");
  return std::unique_ptr<Selector>(
      std::make_unique<CsvColumn>(slot_of(name, columns), from_root ? Anchor::record : Anchor::context));
}

std::unique_ptr<Selector> compile_csv_rows(
    const std::vector<std::pair<std::string, std::string>>& cells_wanted, std::vector<std::string>& columns) {
  std::vector<CsvRows::Wanted> wanted;
  for (const auto& [column, value] : cells_wanted) wanted.emplace_back(slot_of(column, columns), value);
  return std::make_unique<CsvRows>(std::move(wanted));
}

}  // namespace raccordo::codecs
