// The document as far as it has been read, with the names that can be resolved only when all of it has.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "law/syntax/parse/reader.hpp"

namespace crossroads::law::parse {

struct Draft {
  Authorisation law = {};
  Section section = Section::none;
  bool sections_known = true;                            ///< false behind a word that could not be read: then any part may follow
  std::map<std::string_view, Span> once = {};            ///< what may be said only once, and where it was
  std::vector<std::string_view> term_names = {};         ///< all of the document, also further down
  std::vector<std::string> unreadable_values = {};       ///< of the current indicator
  std::vector<CategoryList> exclusion_categories = {};   ///< by exclusion
  std::vector<CategoryList> disclosure_categories = {};  ///< by disclosure of the push
  std::vector<CategoryList> consulted_categories = {};   ///< by disclosure of the consultation
  std::vector<CategoryList> answer_categories = {};
  std::vector<CategoryList> refusal_categories = {};
  std::vector<CategoryList> indicator_categories = {};
  std::vector<CategoryList> examination_categories = {};
};

/// Reports the second of two; `what` must outlive the draft.
void say_once(Reader& reader, Draft& draft, std::string_view what, Span span);

// Each reads one declaration whose first word is the current token. False: it has been reported, and the reader should recover.
bool header_line(Reader& reader, Draft& draft);  // adopted, in force, from, purpose, basis, keep, text
bool term(Reader& reader, Draft& draft);
bool category(Reader& reader, Draft& draft);
bool exclusion(Reader& reader, Draft& draft);
bool push(Reader& reader, Draft& draft);
bool push_line(Reader& reader, Draft& draft);  // start, pause, resume, disclose
bool consultation(Reader& reader, Draft& draft);
bool consultation_line(Reader& reader, Draft& draft);  // period, disclose, answer, refuse
bool parameter(Reader& reader, Draft& draft);
bool indicator(Reader& reader, Draft& draft);
bool indicator_line(Reader& reader, Draft& draft);  // enter, amount, count, day, month, state
bool examination(Reader& reader, Draft& draft);
bool examination_line(Reader& reader, Draft& draft);  // weigh
bool paragraph_note(Reader& reader, Draft& draft);
bool labels(Reader& reader, Draft& draft);

/// The end of the document: what is missing in the header, and which categories the lists mean.
void complete(Reader& reader, Draft& draft);

/// Fields behind `disclose`, each with its mode, and for which categories. `offered` are the fields that this section may disclose.
bool disclosures(Reader& reader, std::vector<Disclosure>& into, CategoryList& categories, std::size_t start,
                 std::span<const Field> offered);

}  // namespace crossroads::law::parse
