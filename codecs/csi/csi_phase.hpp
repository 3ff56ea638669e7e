// The phase of an encounter event, one of five. Called by csi_events.
#pragma once

#include <string_view>

#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

/// Stem of the private code systems of the interchange; phase and list follow.
inline constexpr std::string_view kCsiArc = "2.16.840.1.113883.2.9.2.30.3.2.3.1.";

/// 1 to 5; 0 if it follows neither from its code, nor from its code systems, nor from its content.
int phase_of(const XmlTree& tree, XmlTree::Index event);

}  // namespace raccordo::codecs::xml
