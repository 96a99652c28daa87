// Reading workbooks: what unpacking them costs (ISA-L, thrown away), what their cells cost, what a frame of them costs.
// usage: bench_sheets [-n TIMES] FILE.xlsx|SAMPLE_FOLDER…     Every measurement runs in a process of its own, so that
// peak memory is its own.
#include <fmt/core.h>
#include <isa-l.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lunokhod/platform/files.hpp"
#include "lunokhod/sheets/source.hpp"
#include "lunokhod/sheets/workbook.hpp"
#include "zip/archive.hpp"

namespace {

using namespace lunokhod;

struct Measured {
  double wall = 0, cpu = 0;  // seconds
  double peak = 0;           // MB
  double count = 0;          // what the work says it made
};

template <class T>
T must(Result<T> result) {
  if (!result) {
    fmt::print(stderr, "bench_sheets: {}\n", result.error().text());
    std::exit(4);
  }
  return *std::move(result);
}

Measured in_child(const std::function<double()>& work) {
  int pipes[2];
  if (pipe(pipes) != 0) std::exit(5);
  const pid_t child = fork();
  if (child == 0) {
    Measured measured;
    const auto start = std::chrono::steady_clock::now();
    measured.count = work();
    measured.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    measured.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    measured.peak = static_cast<double>(usage.ru_maxrss) / 1024;
    const bool told = write(pipes[1], &measured, sizeof measured) == sizeof measured;
    _exit(told ? 0 : 1);
  }
  close(pipes[1]);
  Measured measured;
  const bool heard = read(pipes[0], &measured, sizeof measured) == sizeof measured;
  close(pipes[0]);
  waitpid(child, nullptr, 0);
  if (!heard) std::exit(4);
  return measured;
}

Measured median(int times, const std::function<double()>& work) {
  std::vector<Measured> all;
  for (int i = 0; i < times; ++i) all.push_back(in_child(work));
  std::sort(all.begin(), all.end(), [](const Measured& a, const Measured& b) { return a.wall < b.wall; });
  return all[all.size() / 2];
}

// The floor: every sheet and the shared strings unpacked into one buffer, on one thread.
double inflate_only(const std::string& path) {
  const MappedFile file = must(MappedFile::open(path));
  const auto archive = must(sheets::zip::Archive::open(file.bytes()));
  std::vector<unsigned char> buffer(256 << 10);
  const auto state = std::make_unique<inflate_state>();
  double total = 0;
  for (const auto& entry : archive.entries()) {
    const bool wanted = entry.name.find("worksheets/sheet") != std::string::npos ||
                        entry.name.find("haredStrings") != std::string::npos;
    if (!wanted) continue;
    const std::string_view packed = must(archive.packed(entry));
    isal_inflate_init(state.get());
    state->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(packed.data()));
    state->avail_in = static_cast<std::uint32_t>(packed.size());
    while (state->block_state != ISAL_BLOCK_FINISH) {
      state->next_out = buffer.data();
      state->avail_out = static_cast<std::uint32_t>(buffer.size());
      if (isal_inflate(state.get()) < 0) std::exit(4);
      total += static_cast<double>(buffer.size() - state->avail_out);
    }
  }
  return total;
}

class Counter final : public sheets::CellSink {
 public:
  bool cells(std::span<const sheets::Cell> batch) override {
    count += batch.size();
    return true;
  }
  std::size_t count = 0;
};

double cells_only(const std::string& path) {
  const auto reader = must(sheets::open(path));
  Counter counter;
  for (std::size_t i = 0; i < reader->sheets().size(); ++i) must(reader->read(i, {}, counter));
  return static_cast<double>(counter.count);
}

double frame(const std::string& path) {
  std::shared_ptr<sheets::Reader> reader = must(sheets::open(path));
  auto source = must(sheets::SheetSource::open(reader, path, {}));
  return static_cast<double>(must(source.frame()).height());
}

double chunks(const std::string& path) {
  std::shared_ptr<sheets::Reader> reader = must(sheets::open(path));
  auto source = must(sheets::SheetSource::open(reader, path, {}));
  double rows = 0;
  auto done = source.chunks(10'000, {}, [&](Frame piece) -> Result<bool> {
    rows += static_cast<double>(piece.height());
    return true;
  });
  if (!done) std::exit(4);
  return rows;
}

void report(const char* what, const Measured& measured, const Measured& floor, const char* unit) {
  fmt::print("  {:<28} {:>7.3f} s  {:>5.2f} ×  cpu {:>6.3f} s  {:>6.1f} MB peak  {:>12.0f} {}\n", what, measured.wall,
             measured.wall / floor.wall, measured.cpu, measured.peak, measured.count, unit);
}

}  // namespace

int main(int argc, char** argv) {
  int times = 7;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "-n") == 0 && i + 1 < argc) {
      times = std::max(1, std::atoi(argv[++i]));
    } else {
      const std::string name = argv[i];
      if (std::filesystem::is_directory(name)) {
        for (const char* sample : {"/sst.xlsx", "/inline.xlsx"}) files.push_back(name + sample);
      } else {
        files.push_back(name);
      }
    }
  }
  if (files.empty()) {
    fmt::print(stderr, "usage: bench_sheets [-n TIMES] FILE.xlsx|SAMPLE_FOLDER…\n");
    return 2;
  }
  for (const std::string& path : files) {
    fmt::print("{} (median of {})\n", path, times);
    const Measured floor = median(times, [&] { return inflate_only(path); });
    report("bare ISA-L inflate", floor, floor, "bytes");
    report("cells, counted", median(times, [&] { return cells_only(path); }), floor, "cells");
    report("a frame", median(times, [&] { return frame(path); }), floor, "rows");
    report("a frame in chunks of 10,000", median(times, [&] { return chunks(path); }), floor, "rows");
  }
}
