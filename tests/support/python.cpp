#include "python.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace lunokhod::testing {
namespace {

std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string output_of(const std::string& command) {
  std::string out;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  if (!pipe) return out;
  std::array<char, 4096> buffer;
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
    out.append(buffer.data(), got);
  return out;
}

}  // namespace

std::optional<std::string> python(const std::string& script, const std::vector<std::string>& arguments,
                                  const std::string& module) {
  const std::string interpreter = "/usr/bin/python3";
  if (std::system((interpreter + " -c 'import " + module + "' >/dev/null 2>&1").c_str()) != 0) return std::nullopt;
  std::string command = "PYTHONIOENCODING=utf-8 " + interpreter + " -W error -c " + quoted(script);
  for (const std::string& argument : arguments) command += " " + quoted(argument);
  return output_of(command + " 2>&1");
}

std::optional<std::string> libreoffice(const std::string& path, const std::string& format, const std::string& folder) {
  if (!std::filesystem::exists("/usr/bin/soffice")) return std::nullopt;
  const std::string profile = "-env:UserInstallation=file://" + folder + "/profile";
  const std::string out = folder + "/converted";
  output_of("timeout 120 soffice " + quoted(profile) + " --headless --convert-to " + quoted(format) + " --outdir " +
            quoted(out) + " " + quoted(path) + " 2>&1");
  const std::string extension = format.substr(0, format.find(':'));
  const std::filesystem::path made =
      std::filesystem::path(out) / (std::filesystem::path(path).stem().string() + "." + extension);
  return std::filesystem::exists(made) ? made.string() : std::string();
}

}  // namespace lunokhod::testing
