// Small pieces of HL7 v3 XML as text, and the OIDs of the CSI interchange. Used by health_portal_writer.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace raccordo::synth {

using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Common stem of the private code systems; `...1.1.9` is kArc + "1.9".
inline constexpr std::string_view kArc = "2.16.840.1.113883.2.9.2.30.3.2.3.1.";
inline constexpr std::string_view kPhaseRoot = "2.16.840.1.113883.2.9.2.30.3.2";
inline constexpr std::string_view kMessageRoot = "2.16.840.1.113883.2.9.2.30.3.2.4.3";
inline constexpr std::string_view kFiscalCodeRoot = "2.16.840.1.113883.2.9.4.3.2";
inline constexpr std::string_view kPersonRoot = "2.16.840.1.113883.2.9.4.1.2";

/// Appends elements; an attribute without value is left out.
class Hl7Text {
 public:
  explicit Hl7Text(std::string& out) : out_(out) {}
  void open(std::string_view name, Attributes attributes = {}) { tag(name, attributes, ">"); }
  void empty(std::string_view name, Attributes attributes) { tag(name, attributes, "/>"); }
  void close(std::string_view name) {
    out_ += "</";
    out_ += name;
    out_ += '>';
  }
  void leaf(std::string_view name, std::string_view text, Attributes attributes = {}) {
    open(name, attributes);
    escape(text);
    close(name);
  }

 private:
  void tag(std::string_view name, Attributes attributes, std::string_view end) {
    out_ += '<';
    out_ += name;
    for (const auto& [key, value] : attributes) {
      if (value.empty()) continue;
      out_ += ' ';
      out_ += key;
      out_ += "=\"";
      escape(value);
      out_ += '"';
    }
    out_ += end;
  }
  void escape(std::string_view text) {
    for (const char c : text) {
      switch (c) {
        case '&':
          out_ += "&amp;";
          break;
        case '<':
          out_ += "&lt;";
          break;
        case '>':
          out_ += "&gt;";
          break;
        case '"':
          out_ += "&quot;";
          break;
        default:
          out_ += c;
      }
    }
  }

  std::string& out_;
};

}  // namespace raccordo::synth
