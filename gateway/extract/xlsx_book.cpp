#include "extract/xlsx_book.hpp"

#include <algorithm>

namespace raccordo::extract {
namespace {

/// 2000-01-01: a fixed moment of creation, so that the same table gives the same bytes.
constexpr std::time_t kCreated = 946684800;

}  // namespace

lxw_format* Book::format(const Look& look) {
  auto& made = formats_[look];
  if (made != nullptr) return made;
  made = workbook_add_format(workbook_.get());
  if (made == nullptr) throw base::SystemFault("XLSX: no memory");
  if (look.bold) format_set_bold(made);
  if (look.grey) format_set_font_color(made, 0x707070);
  if (look.wrapped) format_set_text_wrap(made);
  if (look.lined) {
    format_set_bottom(made, LXW_BORDER_THIN);
    format_set_bg_color(made, 0xE7EEF5);
  }
  if (look.indent > 0) format_set_indent(made, static_cast<uint8_t>(look.indent));
  if (look.rotation != 0) format_set_rotation(made, static_cast<int16_t>(look.rotation));
  if (look.size > 0) format_set_font_size(made, look.size);
  if (look.align != LXW_ALIGN_NONE) format_set_align(made, static_cast<uint8_t>(look.align));
  format_set_align(made, look.lined ? LXW_ALIGN_VERTICAL_BOTTOM : LXW_ALIGN_VERTICAL_TOP);
  if (look.number != nullptr) format_set_num_format(made, look.number);
  return made;
}

void Book::set_title(std::string title) {
  constexpr std::size_t kLongest = 255;  // of a document property
  if (title.size() > kLongest) title.resize(kLongest);
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.created = kCreated;
  check_xlsx(workbook_set_properties(workbook_.get(), &properties));
}

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace raccordo::extract
