#include "facts/load/parted_file.hpp"

#include "facts/load/parallel.hpp"

namespace crossroads::facts {

void read_all(std::span<PartedFile* const> files, unsigned threads, domain::Date today) {
  in_parallel(threads, [&](unsigned thread) {
    RowSpace space(today, thread);
    // Around the files as long as one of them has work for this thread. If the rest is only streams that other threads
    // read from, one waits for its turn.
    for (bool wait = false;;) {
      bool busy = false, worked = false;
      for (PartedFile* const file : files) {
        const auto progress = file->work(space, wait);
        busy |= progress == PartedFile::Progress::busy;
        worked |= progress == PartedFile::Progress::worked;
      }
      if (!worked && !busy) return;
      wait = !worked;
    }
  });
}

}  // namespace crossroads::facts
