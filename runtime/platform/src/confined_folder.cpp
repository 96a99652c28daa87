#include "lunokhod/platform/confined_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <deque>
#include <memory>

#include "whole_io.hpp"

namespace lunokhod {
namespace {

constexpr int most_links = 40;

Error outside(std::string_view path, std::string_view root) {
  return {Code::denied, fmt::format("'{}' is outside the workspace", path),
          fmt::format("scripts may use files in {} only; write paths relative to it, without '..'", root)};
}

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (!part.empty() && part != ".") parts.emplace_back(part);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  return parts;
}

Result<std::string> link_target(int parent, const std::string& name) {
  char target[PATH_MAX];
  const ssize_t length = readlinkat(parent, name.c_str(), target, sizeof target);
  if (length < 0) return error_of_errno(errno, "read the link", name);
  return std::string(target, static_cast<std::size_t>(length));
}

struct CloseFolder {
  void operator()(DIR* stream) const { closedir(stream); }
};

FileStatus status_of(const struct stat& data) {
  FileStatus status;
  status.kind = S_ISREG(data.st_mode)   ? FileKind::file
                : S_ISDIR(data.st_mode) ? FileKind::folder
                : S_ISLNK(data.st_mode) ? FileKind::link
                                        : FileKind::other;
  status.size = static_cast<std::uint64_t>(data.st_size);
  status.modified = data.st_mtim.tv_sec * 1'000'000LL + data.st_mtim.tv_nsec / 1000;
  status.device = data.st_dev;
  status.inode = data.st_ino;
  return status;
}

}  // namespace

Result<ConfinedFolder> ConfinedFolder::open(const std::string& path) {
  const std::unique_ptr<char, decltype(&free)> real(realpath(path.c_str(), nullptr), free);
  if (!real) return error_of_errno(errno, "open the folder", path);
  ConfinedFolder folder;
  folder.root_ = Descriptor(::open(real.get(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder.root_) return error_of_errno(errno, "open the folder", path);
  folder.real_ = real.get();
  folder.given_ = path;
  while (folder.given_.size() > 1 && folder.given_.back() == '/') folder.given_.pop_back();
  return folder;
}

// The parts below the root that a path of the script means.
Result<std::vector<std::string>> ConfinedFolder::parts_of(std::string_view path) const {
  if (path.find('\0') != std::string_view::npos)
    return Error{Code::invalid_argument, "a path may not contain a zero byte"};
  std::string_view below = path;
  if (path.starts_with('/')) {
    below = {};
    bool inside = false;
    for (const std::string& root : {real_, given_}) {
      if (inside || !path.starts_with(root) || (path.size() > root.size() && path[root.size()] != '/')) continue;
      inside = true;
      below = path.substr(root.size());
    }
    if (!inside) return outside(path, real_);
  }
  auto parts = split_path(below);
  if (std::find(parts.begin(), parts.end(), "..") != parts.end()) return outside(path, real_);
  return parts;
}

Result<ConfinedFolder::Place> ConfinedFolder::walk(std::string_view path, bool follow_last, bool make) const {
  const auto wanted = TRY(parts_of(path));
  std::deque<std::string> ahead(wanted.begin(), wanted.end());
  std::vector<Descriptor> folders;  // below the root
  std::vector<std::string> names;
  int links = 0;
  const auto here = [&] { return folders.empty() ? root_.get() : folders.back().get(); };
  while (!ahead.empty()) {
    const std::string name = std::move(ahead.front());
    ahead.pop_front();
    if (name == "..") {  // only a link's target can say so
      if (folders.empty()) return outside(path, real_);
      folders.pop_back();
      names.pop_back();
      continue;
    }
    const bool last = ahead.empty();
    struct stat data {};
    if (fstatat(here(), name.c_str(), &data, AT_SYMLINK_NOFOLLOW) != 0) {
      const int reason = errno;
      if (reason == ENOENT && make && mkdirat(here(), name.c_str(), 0777) == 0) {
        data.st_mode = S_IFDIR;
      } else if (reason != ENOENT || !last) {
        return error_of_errno(reason, "open", path);
      }
    }
    if (S_ISLNK(data.st_mode) && (!last || follow_last)) {
      if (++links > most_links) return error_of_errno(ELOOP, "open", path);
      const std::string target = TRY(link_target(here(), name));
      if (target.starts_with('/')) {
        if (target != real_ && !target.starts_with(real_ + "/")) return outside(path, real_);
        folders.clear();
        names.clear();
      }
      auto parts = split_path(target.starts_with('/') ? std::string_view(target).substr(real_.size()) : target);
      ahead.insert(ahead.begin(), parts.begin(), parts.end());
      continue;
    }
    if (last && !make) {
      Place place{Descriptor(openat(here(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC)), name, ""};
      if (!place.parent) return error_of_errno(errno, "open", path);
      for (const std::string& part : names) place.real += part + "/";
      place.real += name;
      return place;
    }
    Descriptor next(openat(here(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next) return error_of_errno(errno, "open", path);
    folders.push_back(std::move(next));
    names.push_back(name);
  }
  Place place{Descriptor(openat(here(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC)), "", ""};
  if (!place.parent) return error_of_errno(errno, "open", path);
  for (const std::string& part : names) place.real += (place.real.empty() ? "" : "/") + part;
  return place;
}

Result<Descriptor> ConfinedFolder::open_at(const Place& place, int flags, std::string_view path) const {
  const char* name = place.name.empty() ? "." : place.name.c_str();
  Descriptor file(openat(place.parent.get(), name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0666));
  if (!file) return error_of_errno(errno, "open", path);
  return file;
}

Result<std::string> ConfinedFolder::real_path(std::string_view path) const {
  const Place place = TRY(walk(path, true));
  return place.real.empty() ? real_ : real_ + "/" + place.real;
}

Result<std::optional<FileStatus>> ConfinedFolder::status(std::string_view path) const {
  auto place = walk(path, true);
  if (!place.ok()) {
    if (place.error().code == Code::not_found) return std::optional<FileStatus>();
    return std::move(place).error();
  }
  struct stat data {};
  const char* name = place->name.empty() ? "." : place->name.c_str();
  if (fstatat(place->parent.get(), name, &data, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return std::optional<FileStatus>();
    return error_of_errno(errno, "look at", path);
  }
  return std::optional(status_of(data));
}

Result<std::vector<std::string>> ConfinedFolder::list(std::string_view path) const {
  const Place place = TRY(walk(path, true));
  Descriptor folder = TRY(open_at(place, O_RDONLY | O_DIRECTORY, path));
  const std::unique_ptr<DIR, CloseFolder> stream(fdopendir(folder.get()));
  if (!stream) return error_of_errno(errno, "list", path);
  folder.release();
  std::vector<std::string> names;
  while (const dirent* entry = readdir(stream.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::string> ConfinedFolder::read(std::string_view path, std::size_t limit) const {
  const Place place = TRY(walk(path, true));
  const Descriptor file = TRY(open_at(place, O_RDONLY, path));
  struct stat data {};
  if (fstat(file.get(), &data) != 0) return error_of_errno(errno, "read", path);
  if (!S_ISREG(data.st_mode)) return Error{Code::invalid_argument, fmt::format("'{}' is not a file", path)};
  if (static_cast<std::uint64_t>(data.st_size) > limit) {
    return Error{Code::limit,
                 fmt::format("'{}' has {} bytes, more than {} are not read at once", path, data.st_size, limit)};
  }
  std::string bytes(static_cast<std::size_t>(data.st_size), '\0');
  const std::int64_t got = platform::read_whole(file.get(), bytes.data(), bytes.size());
  if (got < 0) return error_of_errno(static_cast<int>(-got), "read", path);
  bytes.resize(static_cast<std::size_t>(got));
  return bytes;
}

Result<void> ConfinedFolder::write(std::string_view path, std::string_view bytes) const {
  static std::atomic<unsigned> counter = 0;
  const Place place = TRY(walk(path, true));
  if (place.name.empty()) return Error{Code::invalid_argument, fmt::format("'{}' is a folder", path)};
  const std::string temporary = fmt::format(".{}-{}.tmp", getpid(), counter++);
  Descriptor file(openat(place.parent.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file) return error_of_errno(errno, "write", path);
  int reason = platform::write_whole(file.get(), bytes);
  file.reset();
  if (reason == 0 && renameat(place.parent.get(), temporary.c_str(), place.parent.get(), place.name.c_str()) != 0) {
    reason = errno;
  }
  if (reason == 0) return {};
  unlinkat(place.parent.get(), temporary.c_str(), 0);
  return error_of_errno(reason, "write", path);
}

Result<void> ConfinedFolder::copy(std::string_view from, std::string_view to) const {
  const std::string bytes = TRY(read(from));
  return write(to, bytes);
}

Result<void> ConfinedFolder::move(std::string_view from, std::string_view to) const {
  const Place source = TRY(walk(from, false));
  const Place target = TRY(walk(to, false));
  if (source.name.empty() || target.name.empty())
    return Error{Code::invalid_argument, "the workspace itself cannot be moved"};
  if (renameat(source.parent.get(), source.name.c_str(), target.parent.get(), target.name.c_str()) == 0) return {};
  return error_of_errno(errno, "move", from);
}

Result<void> ConfinedFolder::remove(std::string_view path) const {
  const Place place = TRY(walk(path, false));
  if (place.name.empty()) return Error{Code::invalid_argument, "the workspace itself cannot be removed"};
  if (unlinkat(place.parent.get(), place.name.c_str(), 0) == 0) return {};
  if (errno != EISDIR && errno != EPERM) return error_of_errno(errno, "remove", path);
  if (unlinkat(place.parent.get(), place.name.c_str(), AT_REMOVEDIR) == 0) return {};
  return error_of_errno(errno, "remove", path);
}

Result<void> ConfinedFolder::make_folders(std::string_view path) const {
  CHECKED(walk(path, true, true));
  return {};
}

}  // namespace lunokhod
