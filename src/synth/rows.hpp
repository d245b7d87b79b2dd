// The rows that one number of one person adds to the folder.
#pragma once

#include "synth/biography.hpp"
#include "synth/folder.hpp"
#include "synth/names.hpp"

namespace crossroads::synth {

/// Keeps its memory between persons; one a thread.
class RowWriter {
 public:
  /// `with_later`: facts that become known later go to `later`, not to `piece`.
  RowWriter(const World& world, bool with_later) : world_(world), with_later_(with_later) {}
  void write(const NumberRecord& record, Piece& piece, Piece& later);

 private:
  void write_person(const NumberRecord& record, const Chain* chain, Piece& piece);
  void write_grants(const NumberRecord& record, const Chain* chain, Piece& piece, Piece& later);
  [[nodiscard]] bool belongs(domain::Date from, const NumberRecord& record, const Chain* chain) const;

  const World& world_;
  bool with_later_;
  Biography biography_;
  PersonName name_;
};

}  // namespace crossroads::synth
