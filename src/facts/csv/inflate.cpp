#include "facts/csv/inflate.hpp"

#include <zlib.h>
#include <zstd.h>

#include <new>
#include <vector>

namespace crossroads::facts::csv {
namespace {

constexpr std::size_t raw_bytes = std::size_t{256} << 10;

std::unexpected<Problem> breaks_off() {
  return failure({.what = "the compressed file breaks off", .hint = "copy or compress the file again"});
}
std::unexpected<Problem> corrupt(const char* reason) {
  return failure(
      {.what = "the compressed file is corrupt", .value = reason == nullptr ? "" : reason, .hint = "copy or compress the file again"});
}

class Gzip final : public Inflate {
 public:
  explicit Gzip(RawBytes raw) : raw_(std::move(raw)), input_(raw_bytes) {
    constexpr int gzip_only = 15 + 16;
    if (inflateInit2(&stream_, gzip_only) != Z_OK) throw std::bad_alloc();
  }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  ~Gzip() override { inflateEnd(&stream_); }

  Result<std::size_t> read(std::span<char> out) override {
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    while (stream_.avail_out > 0) {
      if (stream_.avail_in == 0) {
        const std::size_t got = CROSSROADS_TRY(raw_(input_));
        if (got == 0) {
          if (in_member_ || !any_member_) return breaks_off();
          break;
        }
        stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
        stream_.avail_in = static_cast<uInt>(got);
      }
      if (!in_member_) {  // gzip files may follow one another in one file
        inflateReset(&stream_);
        in_member_ = any_member_ = true;
      }
      const int code = ::inflate(&stream_, Z_NO_FLUSH);
      if (code == Z_STREAM_END) in_member_ = false;
      else if (code == Z_MEM_ERROR) throw std::bad_alloc();
      else if (code != Z_OK && code != Z_BUF_ERROR) return corrupt(stream_.msg);
    }
    return out.size() - stream_.avail_out;
  }

 private:
  RawBytes raw_;
  std::vector<char> input_;
  z_stream stream_{};
  bool in_member_ = false, any_member_ = false;
};

class Zstd final : public Inflate {
 public:
  explicit Zstd(RawBytes raw) : raw_(std::move(raw)), input_(raw_bytes), stream_(ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::bad_alloc();
  }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;
  ~Zstd() override { ZSTD_freeDStream(stream_); }

  Result<std::size_t> read(std::span<char> out) override {
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    while (output.pos < output.size) {
      // The decoder may still hold what it has decoded, so it is asked once more before more input is read.
      if (pending_.pos == pending_.size && !may_hold_output_) {
        const std::size_t got = CROSSROADS_TRY(raw_(input_));
        if (got == 0) {
          if (in_frame_ || !any_frame_) return breaks_off();
          break;
        }
        pending_ = {input_.data(), got, 0};
      }
      const std::size_t left = ZSTD_decompressStream(stream_, &output, &pending_);
      if (ZSTD_isError(left) != 0) return corrupt(ZSTD_getErrorName(left));
      any_frame_ = true;
      in_frame_ = left != 0;
      may_hold_output_ = in_frame_ && output.pos == output.size;
    }
    return output.pos;
  }

 private:
  RawBytes raw_;
  std::vector<char> input_;
  ZSTD_inBuffer pending_{nullptr, 0, 0};
  ZSTD_DStream* stream_;
  bool in_frame_ = false, any_frame_ = false, may_hold_output_ = false;
};

}  // namespace

std::unique_ptr<Inflate> inflate_gzip(RawBytes raw) { return std::make_unique<Gzip>(std::move(raw)); }
std::unique_ptr<Inflate> inflate_zstd(RawBytes raw) { return std::make_unique<Zstd>(std::move(raw)); }

}  // namespace crossroads::facts::csv
