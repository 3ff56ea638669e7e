#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "base/result.hpp"
#include "extract/formats.hpp"
#include "extract/table_rows.hpp"

namespace raccordo::extract {
namespace {

/// 2000-01-01: a fixed moment of creation, so that the same table gives the same bytes.
constexpr std::time_t kCreated = 946684800;

/// A temporary file deleted with the object; libxlsxwriter 1.1 writes to named files only.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "raccordo-XXXXXX").string()) {
    const int file = mkstemp(path_.data());
    if (file < 0) throw base::SystemFault("no temporary file can be made for XLSX");
    close(file);
  }
  ~TemporaryFile() { unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }
  std::string read() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::string path_;
};

struct FreeWorkbook {
  void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
};

struct Book {
  std::unique_ptr<lxw_workbook, FreeWorkbook> workbook;
  lxw_format *heading, *number, *wrapped;
};

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) throw base::SystemFault(std::string("XLSX: ") + lxw_strerror(error));
}

void put_text(lxw_worksheet* sheet, lxw_row_t row, std::size_t column, const std::string& text,
              lxw_format* format) {
  check(worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), text.c_str(), format));
}

const char* number_format(model::Measure measure) {
  switch (measure) {
    case model::Measure::amount:
      return "#,##0.00";
    case model::Measure::prevalence:
    case model::Measure::incidence:
      return "0.000000";
    default:
      return "#,##0";
  }
}

double as_number(model::Measure measure, std::int64_t value) {
  const auto number = static_cast<double>(value);
  switch (measure) {
    case model::Measure::amount:
      return number / 100;
    case model::Measure::prevalence:
    case model::Measure::incidence:
      return number / 1'000'000;
    default:
      return number;
  }
}

void write_headings(const Book& book, lxw_worksheet* sheet, const model::ProtectedTable& table) {
  const auto& dimensions = table.dimensions();
  const auto count = dimensions.size();
  for (std::size_t i = 0; i < count; ++i) {
    put_text(sheet, 0, i, dimensions[i].id, book.heading);
    put_text(sheet, 0, count + i, dimensions[i].id + "_label_it", book.heading);
  }
  put_text(sheet, 0, 2 * count, "value", book.heading);
  put_text(sheet, 0, 2 * count + 1, "status", book.heading);
  worksheet_freeze_panes(sheet, 1, 0);
  check(worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(2 * count), 24, nullptr));
}

void write_data(const Book& book, const model::ProtectedTable& table) {
  auto* sheet = workbook_add_worksheet(book.workbook.get(), "Dati");
  write_headings(book, sheet, table);
  const auto measure = table.definition().measure;
  const auto count = table.dimensions().size();
  lxw_row_t row = 1;
  for (TableRows rows(table); !rows.at_end(); rows.next(), ++row) {
    for (std::size_t i = 0; i < count; ++i) {
      put_text(sheet, row, i, rows.category(i).code, nullptr);
      put_text(sheet, row, count + i, rows.category(i).label_it, nullptr);
    }
    if (rows.cell().hidden) {
      put_text(sheet, row, 2 * count + 1, "c", nullptr);
    } else {
      check(worksheet_write_number(sheet, row, static_cast<lxw_col_t>(2 * count),
                                   as_number(measure, rows.cell().value), book.number));
    }
  }
}

void write_information(const Book& book, const model::ProtectedTable& table) {
  auto* sheet = workbook_add_worksheet(book.workbook.get(), "Informazioni");
  check(worksheet_set_column(sheet, 0, 0, 24, nullptr));
  check(worksheet_set_column(sheet, 1, 1, 100, nullptr));
  lxw_row_t row = 0;
  const auto line = [&](const char* name, const std::string& text) {
    put_text(sheet, row, 0, name, book.heading);
    put_text(sheet, row++, 1, text, book.wrapped);
  };
  const auto& definition = table.definition();
  line("Titolo", definition.title_it);
  line("Title", definition.title_en);
  line("Tabella", definition.id);
  line("Periodo", table.period());
  line("Misura", std::string(to_string(definition.measure)));
  if (definition.measure == model::Measure::amount) line("Unità", "euro");
  if (definition.measure == model::Measure::prevalence || definition.measure == model::Measure::incidence) {
    line("Unità", "persone ogni 1.000 abitanti");
  }
  line("Quando", std::string(to_string(definition.when)));
  line("Stato c", "Dato non mostrato per riservatezza");
  line("Soglia k", std::to_string(table.k()));
  line("Regole", table.rules());
  line("Garanzia", table.guarantee());
}

void write_book(const std::string& path, const model::ProtectedTable& table) {
  Book book{};
  book.workbook.reset(workbook_new(path.c_str()));
  if (book.workbook == nullptr) throw base::SystemFault("XLSX: no memory");
  book.heading = workbook_add_format(book.workbook.get());
  format_set_bold(book.heading);
  book.number = workbook_add_format(book.workbook.get());
  format_set_num_format(book.number, number_format(table.definition().measure));
  book.wrapped = workbook_add_format(book.workbook.get());
  format_set_text_wrap(book.wrapped);
  lxw_doc_properties properties{};
  auto title = table.definition().title_it;
  properties.title = title.data();
  properties.created = kCreated;
  check(workbook_set_properties(book.workbook.get(), &properties));
  write_data(book, table);
  write_information(book, table);
  // Closing frees the workbook, also when it fails.
  check(workbook_close(book.workbook.release()));
}

}  // namespace

std::string write_xlsx(const model::ProtectedTable& table) {
  const TemporaryFile file;
  write_book(file.path(), table);
  return file.read();
}

}  // namespace raccordo::extract
