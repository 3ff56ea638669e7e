// SpoolSource: a sealed body on disk as the bytes of a document.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>

#include "codecs/decoder.hpp"
#include "intake/spool.hpp"

namespace raccordo::app {

class SpoolSource final : public codecs::ByteSource {
 public:
  /// `spool` must outlive it.
  SpoolSource(const intake::Spool& spool, std::string id)
      : spool_(spool), id_(std::move(id)), reader_(spool.open(id_)) {}
  std::size_t read(char* into, std::size_t capacity) override {
    if (position_ == chunk_.size()) {
      auto next = reader_.next();
      if (!next) return 0;
      chunk_ = std::move(*next);
      position_ = 0;
    }
    const auto count = std::min(capacity, chunk_.size() - position_);
    std::memcpy(into, chunk_.data() + position_, count);
    position_ += count;
    return count;
  }
  bool rewind() override {
    reader_ = spool_.open(id_);
    chunk_.clear();
    position_ = 0;
    return true;
  }

 private:
  const intake::Spool& spool_;
  std::string id_;
  intake::SpoolReader reader_;
  std::string chunk_;
  std::size_t position_ = 0;
};

}  // namespace raccordo::app
