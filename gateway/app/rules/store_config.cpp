#include "app/rules/store_config.hpp"

#include "store/open/postgres_string.hpp"

namespace raccordo::app {

void read_store(YamlReader& store, const std::filesystem::path& folder, StoreSection& into) {
  auto& file = into.file;
  auto& postgres = into.postgres;
  auto& several = into.several_nodes;
  std::string sqlite;
  std::string files = "data";
  store.text("sqlite", sqlite);
  store.text("files", files);
  store.scalar("postgres", [&](const std::string& text) -> std::string {
    postgres = text;
    if (!sqlite.empty()) return "cannot be combined with `store.sqlite`: remove one of the two keys";
    return store::fault_of_postgres(text);
  });
  store.scalar("nodes", [&](const std::string& text) -> std::string {
    if (text != "one" && text != "several") return "must be one or several";
    several = text == "several";
    return several && postgres.empty()
               ? "several nodes need `store.postgres`: a file of SQLite has one gateway"
               : "";
  });
  if (!sqlite.empty()) file = (folder / sqlite).lexically_normal();
  if (!postgres.empty()) file = (folder / files / "postgres").lexically_normal();
}

}  // namespace raccordo::app
