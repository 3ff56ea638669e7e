#include "aggregate/count/dimension_index.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;

std::vector<std::int32_t> by_number(const model::CodePool& codes, const model::StringMap<int>& leaves,
                                    int unassigned) {
  std::vector<std::int32_t> out(codes.size(), unassigned);
  for (model::CodeNo number = 0; number < out.size(); ++number) {
    const auto found = leaves.find(codes.text(number));
    if (found != leaves.end()) out[number] = found->second;
  }
  return out;
}

std::vector<std::int32_t> by_age(const CountingDimension& dimension) {
  std::vector<std::int32_t> out(kAges, dimension.unassigned);
  for (const auto& band : dimension.choice.ages) {
    const auto category = dimension.leaf_of.find(band.code)->second;
    const int high = band.high < 0 ? kAges - 1 : band.high;
    for (int age = band.low; age <= high; ++age) out[static_cast<std::size_t>(age)] = category;
  }
  return out;
}

}  // namespace

DimensionIndex index_dimension(const CountingDimension& dimension, const model::CodePool& codes,
                               std::size_t stride) {
  DimensionIndex index;
  index.kind = dimension.choice.dimension;
  index.stride = static_cast<std::uint32_t>(stride);
  index.unassigned = dimension.unassigned;
  index.leaf_of_code = by_number(codes, dimension.leaf_of, dimension.unassigned);
  if (index.kind == Dimension::area) {
    index.leaf_of_type = by_number(codes, dimension.leaf_of_type, dimension.unassigned);
  }
  if (index.kind == Dimension::age) index.leaf_of_age = by_age(dimension);
  const auto& categories = dimension.shown.categories;
  if (index.kind == Dimension::month && dimension.choice.from_seats)
    index.earlier = static_cast<std::int32_t>(categories.size()) - 1;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    index.chain_begin.push_back(static_cast<std::uint32_t>(index.chain_offsets.size()));
    for (int up = static_cast<int>(i); up >= 0; up = categories[static_cast<std::size_t>(up)].parent) {
      index.chain_offsets.push_back(static_cast<std::uint32_t>(static_cast<std::size_t>(up) * stride));
    }
  }
  index.chain_begin.push_back(static_cast<std::uint32_t>(index.chain_offsets.size()));
  return index;
}

}  // namespace raccordo::aggregate
