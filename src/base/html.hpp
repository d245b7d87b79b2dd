// HTML and SVG as text: everything that comes from outside is escaped, every element that is opened is closed. What it writes is
// well-formed XML too, so that a test can read it back.
#pragma once

#include <cassert>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crossroads::html {

/// Appends the text so that it means itself in content and in quoted attributes. Control characters, which no page may contain, become U+FFFD.
inline void append_escaped(std::string& to, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': to += "&amp;"; break;
      case '<': to += "&lt;"; break;
      case '>': to += "&gt;"; break;
      case '"': to += "&quot;"; break;
      case '\'': to += "&#39;"; break;
      case '\t':
      case '\n':
      case '\r': to += c; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) to += "\xEF\xBF\xBD";
        else to += c;
    }
  }
}

[[nodiscard]] inline std::string escaped(std::string_view text) {
  std::string result;
  append_escaped(result, text);
  return result;
}

struct Attribute {
  std::string_view name;   ///< trusted
  std::string_view value;  ///< escaped
};
using Attributes = std::initializer_list<Attribute>;

/// Writes elements in order. Tags and attribute names are the program's own; values and texts may come from anywhere, in UTF-8.
class Writer {
 public:
  Writer& open(std::string_view tag, Attributes attributes = {}) {
    start(tag, attributes);
    page_ += '>';
    open_.emplace_back(tag);
    return *this;
  }
  /// Closes the innermost open element.
  Writer& close() {
    assert(!open_.empty());
    page_.append("</").append(open_.back()) += '>';
    open_.pop_back();
    return *this;
  }
  Writer& text(std::string_view text) {
    append_escaped(page_, text);
    return *this;
  }
  /// An element that holds a text and nothing else.
  Writer& element(std::string_view tag, std::string_view content, Attributes attributes = {}) {
    return open(tag, attributes).text(content).close();
  }
  /// An element that holds nothing (`<br/>`, `<rect/>`).
  Writer& empty(std::string_view tag, Attributes attributes = {}) {
    start(tag, attributes);
    page_ += "/>";
    return *this;
  }
  /// The program's own text, as it is: a style sheet, a document type, a line break.
  Writer& raw(std::string_view trusted) {
    page_ += trusted;
    return *this;
  }
  /// How many elements are open.
  [[nodiscard]] std::size_t depth() const { return open_.size(); }
  /// Closes what is open, and gives the page away.
  [[nodiscard]] std::string take() {
    while (!open_.empty()) close();
    return std::exchange(page_, {});
  }

 private:
  void start(std::string_view tag, Attributes attributes) {
    (page_ += '<') += tag;
    for (const auto& [name, value] : attributes) {
      ((page_ += ' ') += name) += "=\"";
      append_escaped(page_, value);
      page_ += '"';
    }
  }

  std::string page_;
  std::vector<std::string> open_;
};

}  // namespace crossroads::html
