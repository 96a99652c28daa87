// Reading csv into a frame on one core: against a copy of the same bytes, in UTF-8 and windows-1251, plain and quoted,
// and in chunks. Against pandas with every column text, where python3-pandas is installed. Medians of several runs of
// one process.
//   bench_csv FOLDER_WITH_sample.csv [RUNS]
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lunokhod/base/encoding.hpp"
#include "lunokhod/platform/files.hpp"
#include "lunokhod/sheets/source.hpp"

using namespace lunokhod;

namespace {

template <class T>
T must(Result<T> result) {
  if (result) return std::move(result).value();
  fmt::print(stderr, "{}\n", result.error().text());
  std::exit(1);
}
void must(Result<void> result) {
  if (result) return;
  fmt::print(stderr, "{}\n", result.error().text());
  std::exit(1);
}

// Processor time: one thread does all the work, and what else the machine does has no say.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double median_of(int runs, const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const double start = processor_seconds();
    work();
    times.push_back(processor_seconds() - start);
  }
  std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
  return times[static_cast<std::size_t>(runs) / 2];
}

sheets::SheetSource source_of(const std::string& path) {
  std::shared_ptr<sheets::Reader> reader = must(sheets::open(path));
  return must(sheets::SheetSource::open(std::move(reader), path, {}));
}

// Memory of its own for every copy, as a reader that keeps the text must have.
double copy_floor(const std::string& bytes, int runs) {
  return median_of(runs, [&] {
    std::unique_ptr<char[]> copy(new char[bytes.size()]);
    std::memcpy(copy.get(), bytes.data(), bytes.size());
    if (copy[bytes.size() / 2] == '\1') std::puts("");
  });
}

double pandas_seconds(const std::string& path, const char* encoding) {
  const std::string command = fmt::format(
      "/usr/bin/python3 -c \"import pandas,time; t=time.process_time(); pandas.read_csv('{}', sep=';', dtype=str, "
      "encoding='{}'); "
      "print(time.process_time()-t)\" 2>/dev/null",
      path, encoding);
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return 0;
  double seconds = 0;
  if (std::fscanf(pipe, "%lf", &seconds) != 1) seconds = 0;
  pclose(pipe);
  return seconds;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void measure(const char* title, const std::string& path, const char* pandas_encoding, int runs) {
  const std::string bytes = must(read_file(path, std::size_t{4} << 30));
  const double size = static_cast<double>(bytes.size()) / 1e6;
  const double floor = copy_floor(bytes, runs);
  std::size_t rows = 0, width = 0;
  const double whole = median_of(runs, [&] {
    const Frame frame = must(source_of(path).frame());
    rows = frame.height();
    width = frame.width();
  });
  const double peer = pandas_seconds(path, pandas_encoding);
  fmt::print("{:<34} {:>5.0f} MB  {} × {}  {:.3f} s  {:>5.0f} MB/s  {:.1f} × a copy", title, size, rows, width, whole,
             size / whole, whole / floor);
  if (peer > 0) fmt::print("  {:.0f} × faster than pandas ({:.2f} s)", peer / whole, peer);
  fmt::print("\n");
}

// In a process of its own, so that its peak is of nothing else.
int read_in_chunks(const std::string& path) {
  const double before = peak_megabytes(), start = processor_seconds();
  std::size_t rows = 0;
  must(source_of(path).chunks(10'000, {}, [&](Frame chunk) -> Result<bool> {
    rows += chunk.height();
    return true;
  }));
  fmt::print("{:<34} {} rows  {:.3f} s  peak memory {:.0f} MB, {:.0f} of them before\n", "UTF-8, chunks of 10,000 rows",
             rows, processor_seconds() - start, peak_megabytes(), before);
  return 0;
}

std::string quoted(const std::string& text) {
  std::string out;
  bool start = true;
  for (const char c : text) {
    if (start && c != '\r' && c != '\n') out += '"', start = false;
    if (c == ';') {
      out += start ? ";" : "\";";
      start = true;
    } else if (c == '\n' || c == '\r') {
      if (!start) out += '"';
      out += c;
      start = true;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    fmt::print(stderr, "usage: bench_csv FOLDER_WITH_sample.csv [RUNS]\n");
    return 2;
  }
  if (count > 2 && std::string_view(words[1]) == "--chunks") return read_in_chunks(words[2]);
  const std::string folder = words[1];
  const int runs = count > 2 ? std::max(1, std::atoi(words[2])) : 5;
  const Frame sample = must(source_of(folder + "/sample.csv").frame());

  // The sample's rows with ';' between plain fields, four times over.
  std::string header, rows;
  for (std::size_t column = 0; column < sample.width(); ++column)
    header += (column ? ";" : "") + sample.column(column).name;
  for (std::size_t row = 0; row < sample.height(); ++row) {
    for (std::size_t column = 0; column < sample.width(); ++column) {
      if (column) rows += ';';
      for (const char c : sample.column(column).display(row))
        rows += c == ';' || c == '"' || c == '\n' || c == '\r' ? ' ' : c;
    }
    rows += "\r\n";
  }
  std::string text = header + "\r\n";
  for (int i = 0; i < 4; ++i) text += rows;

  const std::string utf8 = folder + "/plain_utf8.csv", cp1251 = folder + "/plain_1251.csv",
                    quotes = folder + "/quoted_utf8.csv";
  must(write_file_atomically(utf8, text));
  must(write_file_atomically(quotes, quoted(text)));
  std::fflush(stdout);
  if (std::system(fmt::format("'{}' --chunks '{}'", words[0], utf8).c_str()) != 0) return 1;
  measure("UTF-8, plain fields", utf8, "utf-8", runs);
  measure("UTF-8, every field quoted", quotes, "utf-8", runs);
  if (auto bytes = from_utf8(text, Encoding::cp1251)) {
    must(write_file_atomically(cp1251, *bytes));
    measure("windows-1251", cp1251, "cp1251", runs);
  } else {
    fmt::print("windows-1251: the sample holds characters it has no place for\n");
  }
}
