#include "app/ingest/fill_watch.hpp"

namespace raccordo::app {

void FillWatch::read_before() {
  if (store_ != nullptr && !before_) before_ = store_->fills().last_records(source_);
}

std::vector<model::Issue> FillWatch::judge() {
  std::vector<model::Issue> warnings;
  if (counts_.records < model::kFillLeast) return warnings;
  read_before();
  if (!before_) return warnings;
  verdict_.records = counts_.records;
  for (const auto field : model::fell_empty(*before_, counts_)) {
    verdict_.fell.push_back(model::fill_name(field));
    warnings.push_back(model::fell_empty_issue(field, *before_, counts_));
  }
  for (const auto field : model::are_filled(counts_)) verdict_.filled.push_back(model::fill_name(field));
  return warnings;
}

}  // namespace raccordo::app
