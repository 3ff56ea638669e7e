// PublishTest: orders and computes releases over the shipped files and an empty store. For tests only.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "app/releases/publish.hpp"
#include "app/releases/release_order.hpp"
#include "app/rules/keyring.hpp"
#include "store/open/open_store.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"

namespace raccordo::app {

class PublishTest : public testing::Test {
 protected:
  PublishTest()
      : config_(shipped_config(folder_)),
        store_(store::open_store({config_.sqlite.string()})),
        tables_(ActiveTables::from_store(load_book(config_), *store_, clock_)) {}

  base::Result<store::ReleaseRow, Problem> order(const std::string& period) {
    return order_release(*store_, config_, {period, "for the plan", "ats"}, clock_);
  }
  store::ReleaseRow carry_out(const store::ReleaseRow& ordered) {
    return carry_out_release(*store_, *tables_, *example_keyring(), ordered, clock_);
  }
  store::ReleaseRow released(const std::string& period) { return carry_out(*order(period)); }
  std::string refusal(const std::string& period) {
    const auto row = order(period);
    return row ? "" : std::string(row.error().code);
  }

  /// The example keys, except the one for sealing.
  std::shared_ptr<const Keyring> load_keyring_of(const std::string& sealing) const {
    const auto write = [&](const char* name, const std::string& bytes) {
      const auto file = folder_.write(name, bytes);
      std::filesystem::permissions(file, std::filesystem::perms(0600));
      return file;
    };
    auto config = config_;
    config.pseudonym_key = write("p.key", "a pseudonym key of 32 bytes, ok?");
    config.sealing_key = write("s.key", sealing);
    return *load_keyring(config);
  }

  support::ScratchFolder folder_;
  support::FixedClock clock_;
  Config config_;
  std::unique_ptr<store::CaseStore> store_;
  std::shared_ptr<const ActiveTables> tables_;
};

}  // namespace raccordo::app
