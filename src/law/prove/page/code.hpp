// Lines of a law or of a case, with their words told apart and their paragraphs as links. Private to law/prove.
#pragma once

#include "base/html.hpp"
#include "law/syntax/lexer.hpp"
#include "law/syntax/paragraph.hpp"

namespace crossroads::law::prove::page {

/// A source with its tokens, cut once.
class Code {
 public:
  explicit Code(const Source& source) : source_(source), list_(lex(source)) {}

  /// Writes the stretch as `<pre>`; lines behind the first lose the indentation that they share.
  void write(html::Writer& page, Span span) const;

 private:
  const Source& source_;
  TokenList list_;
};

/// `p12`, `pnote-1`: the anchor of a paragraph.
[[nodiscard]] std::string anchor(Paragraph paragraph);

}  // namespace crossroads::law::prove::page
