#include <algorithm>

#include "extract/cross_table.hpp"
#include "extract/words.hpp"
#include "extract/xlsx_sheets.hpp"

namespace raccordo::extract {
namespace {

constexpr lxw_row_t kTitleRow = 0;
constexpr lxw_row_t kAboutRow = 1;
constexpr lxw_row_t kHeaderRow = 3;
constexpr std::size_t kCodeColumn = 1;    ///< the code of the first dimension, after its label
constexpr std::size_t kManyColumns = 10;  ///< more headings than these are turned
constexpr double kLineHeight = 15;        ///< points
constexpr int kRotation = 90;

const char* number_format(model::Measure measure) {
  switch (measure) {
    case model::Measure::amount:
      return "#,##0.00";
    case model::Measure::prevalence:
    case model::Measure::incidence:
      return "0.00";
    default:
      return "#,##0";
  }
}

double as_number(model::Measure measure, std::int64_t value) {
  double scale = 1;
  for (int i = decimals_of(measure); i > 0; --i) scale *= 10;
  return static_cast<double>(value) / scale;
}

/// Draws one cross table.
class CrossSheet {
 public:
  CrossSheet(Book& book, lxw_worksheet* sheet, const Cube& cube)
      : book_(book), sheet_(sheet), cube_(cube), table_(cross_table(cube)) {}
  void draw();

 private:
  /// Columns of labels: one for each dimension down, and one for the code of the first.
  std::size_t label_columns() const { return table_.down.size() + 1; }
  std::size_t label_column(std::size_t dimension) const { return dimension == 0 ? 0 : dimension + 1; }
  std::size_t columns() const { return label_columns() + table_.across.size(); }
  lxw_col_t last_column() const { return static_cast<lxw_col_t>(columns() - 1); }
  bool turned() const { return table_.across.size() > kManyColumns; }

  void set_widths();
  void write_title();
  void write_header();
  void write_rows();
  void write_cell(lxw_row_t row, std::size_t column, const CubeCell& cell, bool bold);
  void set_page();

  Book& book_;
  lxw_worksheet* sheet_;
  const Cube& cube_;
  CrossTable table_;
  double width_ = 0;  ///< of all columns, in characters
};

void CrossSheet::set_widths() {
  const auto set = [&](std::size_t column, double width) {
    const auto at = static_cast<lxw_col_t>(column);
    check_xlsx(worksheet_set_column(sheet_, at, at, width, nullptr));
    width_ += width;
  };
  std::vector<std::size_t> widest;
  for (const auto& name : table_.down) widest.push_back(length_of(name) + 4);  // room for the filter's arrow
  std::size_t code = 10;
  std::size_t number = 7;
  for (const auto& row : table_.rows) {
    for (std::size_t i = 0; i < row.headings.size(); ++i) {
      const auto& heading = row.headings[i];
      widest[i] =
          std::max(widest[i], length_of(heading.label) + 2 * static_cast<std::size_t>(heading.depth) + 2);
    }
    code = std::max(code, row.headings.front().code.size() + 2);
    for (const auto& cell : row.cells)
      number = std::max(number, number_text(cube_.definition().measure, cell).size() + 2);
  }
  for (std::size_t i = 0; i < widest.size(); ++i) set(label_column(i), static_cast<double>(widest[i]));
  set(kCodeColumn, static_cast<double>(code));
  for (std::size_t i = 0; i < table_.across.size(); ++i) {
    std::size_t word = 0;  // a heading wraps between words, never within one
    std::size_t length = 0;
    for (const char c : table_.across[i].label + " ") {
      length = c == ' ' ? 0 : length + 1;
      word = std::max(word, length);
    }
    set(label_columns() + i,
        static_cast<double>(turned() ? number : std::max({number, word + 2, std::size_t{11}})));
  }
}

void CrossSheet::write_title() {
  const auto& definition = cube_.definition();
  const auto line = [&](lxw_row_t row, const std::string& text, const Look& look) {
    const auto lines = 1 + static_cast<double>(length_of(text)) * (look.size > 0 ? 1.4 : 1.1) / width_;
    check_xlsx(worksheet_merge_range(sheet_, row, 0, row, last_column(), text.c_str(), book_.format(look)));
    check_xlsx(worksheet_set_row(sheet_, row,
                                 kLineHeight * (look.size > 0 ? 1.3 : 1) * static_cast<int>(lines), nullptr));
  };
  line(kTitleRow, definition.title_it, {.bold = true, .wrapped = true, .size = 13});
  std::string periods = cube_.periods().front().label_it;
  if (cube_.periods().size() > 1) periods += " - " + cube_.periods().back().label_it;
  auto about = "Periodo: " + periods + ". Unità: " + std::string(unit_words(definition.measure).it) +
               ". c = " + std::string(kHiddenWords.it) + ".";
  if (cube_.periods().size() > 1) about += " m = " + std::string(kAbsentWords.it) + ".";
  line(kAboutRow, about, {.grey = true, .wrapped = true});
}

void CrossSheet::write_header() {
  std::size_t longest = 0;
  const Look plain = {.bold = true, .wrapped = true, .lined = true};
  for (std::size_t i = 0; i < table_.down.size(); ++i)
    put_text(sheet_, kHeaderRow, label_column(i), table_.down[i], book_.format(plain));
  put_text(sheet_, kHeaderRow, kCodeColumn, "Codice", book_.format(plain));
  auto look = plain;
  look.align = turned() ? LXW_ALIGN_CENTER : LXW_ALIGN_RIGHT;
  look.rotation = turned() ? kRotation : 0;
  look.wrapped = !turned();
  for (std::size_t i = 0; i < table_.across.size(); ++i) {
    put_text(sheet_, kHeaderRow, label_columns() + i, table_.across[i].label, book_.format(look));
    longest = std::max(longest, length_of(table_.across[i].label));
  }
  if (!table_.across_name.empty())
    put_text(sheet_, kHeaderRow - 1, label_columns(), table_.across_name, book_.format({.grey = true}));
  const double lines = turned() ? static_cast<double>(longest) * 7 + 12  // points for one turned character
                                : kLineHeight * (2 + static_cast<double>(longest) / 10);
  check_xlsx(worksheet_set_row(sheet_, kHeaderRow, std::min(lines, 400.0), nullptr));
}

void CrossSheet::write_cell(lxw_row_t row, std::size_t column, const CubeCell& cell, bool bold) {
  const auto measure = cube_.definition().measure;
  if (cell.state == CellState::shown) {
    check_xlsx(worksheet_write_number(sheet_, row, static_cast<lxw_col_t>(column),
                                      as_number(measure, cell.value),
                                      book_.format({.bold = bold, .number = number_format(measure)})));
  } else {
    put_text(sheet_, row, column, std::string(status_of(cell.state)),
             book_.format({.grey = true, .align = LXW_ALIGN_RIGHT}));
  }
}

void CrossSheet::write_rows() {
  lxw_row_t at = kHeaderRow + 1;
  for (const auto& row : table_.rows) {
    const bool bold = row.headings.front().is_total;
    for (std::size_t i = 0; i < row.headings.size(); ++i) {
      const auto& heading = row.headings[i];
      put_text(sheet_, at, label_column(i), heading.label,
               book_.format({.bold = bold || heading.is_total, .indent = heading.depth}));
    }
    put_text(sheet_, at, kCodeColumn, row.headings.front().code, book_.format({.grey = true}));
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      write_cell(at, label_columns() + i, row.cells[i], bold || table_.across[i].is_total);
    ++at;
  }
}

void CrossSheet::set_page() {
  const auto last = static_cast<lxw_row_t>(kHeaderRow + table_.rows.size());
  check_xlsx(worksheet_autofilter(sheet_, kHeaderRow, 0, last, last_column()));
  worksheet_freeze_panes(sheet_, kHeaderRow + 1, static_cast<lxw_col_t>(label_columns()));
  check_xlsx(worksheet_repeat_rows(sheet_, kHeaderRow, kHeaderRow));
  check_xlsx(worksheet_print_area(sheet_, 0, 0, last, last_column()));
  constexpr std::uint8_t kA4 = 9;
  worksheet_set_paper(sheet_, kA4);
  worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_set_margins(sheet_, 0.5, 0.5, 0.5, 0.7);  // inches
  check_xlsx(worksheet_set_footer(sheet_, "&L&A&RPagina &P di &N"));
}

void CrossSheet::draw() {
  set_widths();
  write_title();
  write_header();
  write_rows();
  set_page();
}

}  // namespace

void add_cross_sheet(Book& book, const std::string& name, const Cube& cube) {
  CrossSheet(book, book.add_sheet(name), cube).draw();
}

}  // namespace raccordo::extract
