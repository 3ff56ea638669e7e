// The shipped mappings as a rulebook, with the clients and the folder of sources that the test chooses.
#pragma once

#include <gtest/gtest.h>

#include "app/rules/rulebook.hpp"
#include "support/scratch_folder.hpp"

namespace raccordo::app {

/// A configuration on the shipped mappings, without clients.
inline Config shipped_config(const support::ScratchFolder& folder) {
  Config config;
  config.mappings = "mappings";
  config.clients = folder.write("clients.yaml", "clients: []\n");
  config.sqlite = folder.path() / "r.db";
  return config;
}

inline std::shared_ptr<const Rulebook> load_book(const Config& config) {
  auto book = load_rulebook(config, RulebookParts::everything);
  if (!book) throw std::runtime_error(book.error().at(0).file + ": " + book.error().at(0).message);
  return *book;
}

}  // namespace raccordo::app
