#include "app/cli/faults.hpp"

#include <iostream>

#include "base/json.hpp"

namespace raccordo::app {
namespace {

void print_json(const base::FileFaults& faults, const std::vector<std::string>& warnings) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "faults");
  writer.StartArray();
  for (const auto& fault : faults) {
    writer.StartObject();
    base::put(writer, "file", fault.file);
    base::key(writer, "line");
    writer.Int(fault.line);
    base::put(writer, "message", fault.message);
    writer.EndObject();
  }
  writer.EndArray();
  base::key(writer, "warnings");
  writer.StartArray();
  for (const auto& warning : warnings) base::text(writer, warning);
  writer.EndArray();
  writer.EndObject();
  std::cout << base::view(buffer) << '\n';
}

}  // namespace

int report_faults(const base::FileFaults& faults, Output output, const std::vector<std::string>& warnings) {
  if (output == Output::json) {
    print_json(faults, warnings);
  } else {
    for (const auto& fault : faults) {
      std::cout << fault.file;
      if (fault.line > 0) std::cout << ':' << fault.line;
      std::cout << ": " << fault.message << '\n';
    }
    for (const auto& warning : warnings) std::cout << "warning: " << warning << '\n';
  }
  return faults.empty() ? 0 : 1;
}

int report_failure(std::string_view code, const std::string& message, Output output) {
  std::cerr << "raccordo: " << message << '\n';
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    base::key(writer, "error");
    writer.StartObject();
    base::put(writer, "code", code);
    base::put(writer, "message", message);
    writer.EndObject();
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
  }
  return 1;
}

}  // namespace raccordo::app
