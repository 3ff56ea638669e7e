// A release without the evidence that proves it, made on the path that the program uses.
#pragma once

#include <utility>
#include <vector>

#include "aggregate/make/making.hpp"

namespace raccordo::tests {

inline base::Result<aggregate::Release> release_of(const model::FactSet& facts,
                                                   const std::vector<model::ExtractDefinition>& catalogue,
                                                   const model::Scheme& scheme,
                                                   const aggregate::ReleaseRequest& request) {
  auto proven = aggregate::make_proven_release(facts, catalogue, scheme, request);
  if (!proven) return proven.error();
  return std::move(proven->release);
}

}  // namespace raccordo::tests
