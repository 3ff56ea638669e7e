// Which of the five phases an encounter event is. csi_events asks.
#pragma once

#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

/// 1 to 5; 0 if neither its code, nor its code systems, nor its content tell.
int phase_of(const XmlTree& tree, XmlTree::Index event);

}  // namespace raccordo::codecs::xml
