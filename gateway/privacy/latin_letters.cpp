#include "privacy/latin_letters.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace raccordo::privacy {
namespace {

constexpr char kForeignLetter = '\x80';

struct Lookalike {
  utf8proc_int32_t letter;
  char latin;
};

// clang-format off
/// Letters that Unicode does not decompose to the Latin ones they look like: of Latin those with a stroke, those
/// without a dot and small capitals; of Greek and Cyrillic as in Unicode's confusables.txt.
constexpr auto kLookalikes = std::to_array<Lookalike>({
    {0x00D0, 'D'}, {0x00D8, 'O'}, {0x00F0, 'D'}, {0x00F8, 'O'}, {0x0110, 'D'}, {0x0111, 'D'}, {0x0126, 'H'},
    {0x0127, 'H'}, {0x0131, 'I'}, {0x0141, 'L'}, {0x0142, 'L'}, {0x0166, 'T'}, {0x0167, 'T'}, {0x0197, 'I'},
    {0x01B5, 'Z'}, {0x01B6, 'Z'}, {0x0237, 'J'}, {0x0251, 'A'}, {0x0261, 'G'}, {0x0262, 'G'}, {0x0268, 'I'},
    {0x0269, 'I'}, {0x026A, 'I'}, {0x0274, 'N'}, {0x0280, 'R'}, {0x0299, 'B'}, {0x029C, 'H'}, {0x029F, 'L'},
    {0x028F, 'Y'}, {0x0391, 'A'}, {0x0392, 'B'}, {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'}, {0x0399, 'I'},
    {0x039A, 'K'}, {0x039C, 'M'}, {0x039D, 'N'}, {0x039F, 'O'}, {0x03A1, 'P'}, {0x03A4, 'T'}, {0x03A5, 'Y'},
    {0x03A7, 'X'}, {0x03B1, 'A'}, {0x03B2, 'B'}, {0x03B3, 'Y'}, {0x03B5, 'E'}, {0x03B6, 'Z'}, {0x03B7, 'N'},
    {0x03B9, 'I'}, {0x03BA, 'K'}, {0x03BC, 'U'}, {0x03BD, 'V'}, {0x03BF, 'O'}, {0x03C1, 'P'}, {0x03C3, 'O'},
    {0x03C4, 'T'}, {0x03C5, 'U'}, {0x03C7, 'X'}, {0x03C9, 'W'}, {0x03DC, 'F'}, {0x03F2, 'C'}, {0x03F3, 'J'},
    {0x03F9, 'C'}, {0x03FA, 'M'}, {0x0405, 'S'}, {0x0406, 'I'}, {0x0408, 'J'}, {0x0410, 'A'}, {0x0412, 'B'},
    {0x0415, 'E'}, {0x0417, '3'}, {0x041A, 'K'}, {0x041C, 'M'}, {0x041D, 'H'}, {0x041E, 'O'}, {0x0420, 'P'},
    {0x0421, 'C'}, {0x0422, 'T'}, {0x0423, 'Y'}, {0x0425, 'X'}, {0x042C, 'B'}, {0x0430, 'A'}, {0x0431, '6'},
    {0x0432, 'B'}, {0x0433, 'R'}, {0x0435, 'E'}, {0x0437, '3'}, {0x043A, 'K'}, {0x043C, 'M'}, {0x043D, 'H'},
    {0x043E, 'O'}, {0x0440, 'P'}, {0x0441, 'C'}, {0x0442, 'T'}, {0x0443, 'Y'}, {0x0445, 'X'}, {0x044C, 'B'},
    {0x0455, 'S'}, {0x0456, 'I'}, {0x0458, 'J'}, {0x0474, 'V'}, {0x0475, 'V'}, {0x04AE, 'Y'}, {0x04AF, 'Y'},
    {0x04BA, 'H'}, {0x04BB, 'H'}, {0x04C0, 'I'}, {0x04CF, 'I'}, {0x0500, 'D'}, {0x0501, 'D'}, {0x050C, 'G'},
    {0x051A, 'Q'}, {0x051B, 'Q'}, {0x051C, 'W'}, {0x051D, 'W'}, {0x1D00, 'A'}, {0x1D04, 'C'}, {0x1D05, 'D'},
    {0x1D07, 'E'}, {0x1D0A, 'J'}, {0x1D0B, 'K'}, {0x1D0D, 'M'}, {0x1D0F, 'O'}, {0x1D18, 'P'}, {0x1D1B, 'T'},
    {0x1D1C, 'U'}, {0x1D20, 'V'}, {0x1D21, 'W'}, {0x1D22, 'Z'}, {0xA730, 'F'}, {0xA731, 'S'},
});
// clang-format on

char latin_of(utf8proc_int32_t letter) {
  const auto* found = std::find_if(kLookalikes.begin(), kLookalikes.end(),
                                   [&](const Lookalike& each) { return each.letter == letter; });
  return found == kLookalikes.end() ? kForeignLetter : found->latin;
}

/// A decomposed character.
char plain(utf8proc_int32_t point) {
  constexpr utf8proc_int32_t kAscii = 0x80;
  if (point < kAscii) return static_cast<char>(point);
  const auto category = utf8proc_category(point);
  const bool is_letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
  return is_letter ? latin_of(point) : ' ';
}

void append_plain(utf8proc_int32_t point, std::string& out) {
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                           UTF8PROC_IGNORE | UTF8PROC_STRIPMARK);
  std::array<utf8proc_int32_t, 32> parts{};  // the longest decomposition has 18
  int boundary = 0;
  const auto count = utf8proc_decompose_char(point, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()),
                                             kOptions, &boundary);
  for (utf8proc_ssize_t i = 0; i < count && i < static_cast<utf8proc_ssize_t>(parts.size()); ++i) {
    out += plain(parts.at(static_cast<std::size_t>(i)));
  }
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

}  // namespace

std::string latin_letters(std::string_view text) {
  if (is_ascii(text)) return base::to_upper_ascii(text);
  std::string out;
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (length > 0) {
      append_plain(point, out);
    } else {
      out += text.front();
    }
    text.remove_prefix(length > 0 ? static_cast<std::size_t>(length) : 1);
  }
  return base::to_upper_ascii(out);
}

}  // namespace raccordo::privacy
