#include "app/rules/table_document.hpp"

namespace raccordo::app {

std::string publisher_of(const Config& config) {
  return config.catalog.publisher.empty() ? "Raccordo, " + config.public_url : config.catalog.publisher;
}

std::string tables_address(const Config& config, const store::ReleaseRow& row) {
  return config.public_url + (row.published_at ? "/open" : "/v1") + "/releases/" + row.id + "/tables";
}

extract::Document table_document(const Config& config, const store::ReleaseRow& row,
                                 const std::string& table) {
  return {tables_address(config, row) + "/" + table, publisher_of(config), row.created_at,
          extract::Labels::id};
}

}  // namespace raccordo::app
