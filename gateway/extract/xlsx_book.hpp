// A workbook in the making: the formats of its cells, and checked calls of libxlsxwriter. Internal to
// extract/.
#pragma once

#include <xlsxwriter.h>

#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "base/result.hpp"

namespace raccordo::extract {

inline void check_xlsx(lxw_error error) {
  if (error != LXW_NO_ERROR) throw base::SystemFault(std::string("XLSX: ") + lxw_strerror(error));
}

/// How a cell looks.
struct Look {
  bool bold = false, grey = false, wrapped = false, lined = false;
  int indent = 0, rotation = 0, size = 0;  ///< size 0: the default
  int align = LXW_ALIGN_NONE;
  const char* number = nullptr;  ///< number format
  auto operator<=>(const Look&) const = default;
};

class Book {
 public:
  explicit Book(const std::string& path) : workbook_(workbook_new(path.c_str())) {
    if (workbook_ == nullptr) throw base::SystemFault("XLSX: no memory");
  }
  lxw_worksheet* add_sheet(const std::string& name) {
    auto* sheet = workbook_add_worksheet(workbook_.get(), name.c_str());
    if (sheet == nullptr) throw base::SystemFault("XLSX: no sheet can be made");
    return sheet;
  }
  /// The format of that look; each is made once.
  lxw_format* format(const Look& look);
  void set_title(std::string title);
  /// Writes the file. Closing frees the workbook, also when it fails.
  void close() { check_xlsx(workbook_close(workbook_.release())); }

 private:
  struct Free {
    void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
  };
  std::unique_ptr<lxw_workbook, Free> workbook_;
  std::map<Look, lxw_format*> formats_;
};

inline void put_text(lxw_worksheet* sheet, lxw_row_t row, std::size_t column, const std::string& text,
                     lxw_format* format) {
  check_xlsx(worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), text.c_str(), format));
}

/// Characters of a UTF-8 text.
std::size_t length_of(std::string_view text);

}  // namespace raccordo::extract
