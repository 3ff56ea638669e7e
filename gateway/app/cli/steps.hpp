// Steps: the progress of work that has several steps, one bar for each. Used by the verbs of backups and
// copies. Threads: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "app/cli/progress.hpp"

namespace raccordo::app {

class Steps {
 public:
  void at(std::string_view step, std::uint64_t done, std::uint64_t all) {
    if (step != step_) {
      progress_.reset();
      step_ = step;
      progress_ = std::make_unique<Progress>(step_, all);
    }
    progress_->at(done);
  }

 private:
  std::string step_;
  std::unique_ptr<Progress> progress_;
};

}  // namespace raccordo::app
