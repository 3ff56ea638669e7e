// Which of the five phases an encounter event is. csi_events asks.
#pragma once

#include <string_view>

#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

/// Stem of the private code systems of the interchange; phase and list follow.
inline constexpr std::string_view kCsiArc = "2.16.840.1.113883.2.9.2.30.3.2.3.1.";

/// 1 to 5; 0 if neither its code, nor its code systems, nor its content tell.
int phase_of(const XmlTree& tree, XmlTree::Index event);

}  // namespace raccordo::codecs::xml
