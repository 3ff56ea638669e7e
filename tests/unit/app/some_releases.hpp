// SomeReleases: a store of releases that only lists what it was given. For tests only.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "store/interface/releases.hpp"

namespace raccordo::app {

/// Newest first, as stores list them.
class SomeReleases : public store::Releases {
 public:
  explicit SomeReleases(std::vector<store::ReleaseRow> rows) : rows_(std::move(rows)) {}
  std::vector<store::ReleaseRow> releases() override { return rows_; }
  std::optional<store::ReleaseRow> release(std::string_view id) override {
    const auto found =
        std::find_if(rows_.begin(), rows_.end(), [&](const auto& row) { return row.id == id; });
    return found == rows_.end() ? std::nullopt : std::optional(*found);
  }
  std::optional<store::ReleaseRow> release_of_period(std::string_view) override { return std::nullopt; }

 private:
  std::vector<store::ReleaseRow> rows_;
};

}  // namespace raccordo::app
