#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/text.hpp"
#include "extract/formats.hpp"
#include "extract/xlsx_sheets.hpp"

namespace raccordo::extract {
namespace {

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

/// A name of a sheet: the title without the characters that Excel refuses, at most 31 characters, cut between
/// words, and unlike all others in upper and lower case.
std::string sheet_name(const std::string& title, std::set<std::string>& taken) {
  constexpr std::size_t kLongest = 31;
  std::string name;
  for (const auto word : base::split(title, ' ')) {
    auto clean = std::string(word);
    std::erase_if(clean,
                  [](char c) { return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos; });
    if (length_of(name) + length_of(clean) + 5 > kLongest) break;  // room for a number
    name += (name.empty() ? "" : " ") + clean;
  }
  if (name.empty()) name = "Tavola";
  auto unique = name;
  for (int number = 2; !taken.insert(base::to_lower_ascii(unique)).second; ++number)
    unique = name + " " + std::to_string(number);
  return unique;
}

template <class AddSheets>
std::string write_book(const std::string& title, AddSheets add_sheets) {
  const TemporaryFile file;
  Book book(file.path());
  book.set_title(title);
  add_sheets(book);
  book.close();
  return file.read();
}

}  // namespace

std::string write_xlsx(const Cube& cube, const Document& document) {
  return write_book(cube.definition().title_it, [&](Book& book) {
    add_cross_sheet(book, "Dati", cube);
    add_information_sheet(book, {cube}, document);
  });
}

std::string write_workbook(const std::vector<Cube>& cubes, const Document& document) {
  std::set<std::string> taken = {"informazioni"};
  return write_book("Tavole del periodo " + cubes.front().periods().back().label_it, [&](Book& book) {
    for (const auto& cube : cubes) add_cross_sheet(book, sheet_name(cube.definition().title_it, taken), cube);
    add_information_sheet(book, cubes, document);
  });
}

}  // namespace raccordo::extract
