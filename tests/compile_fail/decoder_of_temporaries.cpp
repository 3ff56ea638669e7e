// refused: deleted function .*make_decoder
#include "codecs/decoder.hpp"

namespace {
using namespace raccordo::codecs;
[[maybe_unused]] std::unique_ptr<Decoder> decoder_of(const Profile& profile, const DecodeContext& context,
                                                     ByteSource& input) {
#ifndef CONTROL
  return make_decoder(profile, DecodeContext{}, profile.format(), input);
#endif
  return make_decoder(profile, context, profile.format(), input);
}
}  // namespace
