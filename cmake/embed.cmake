# Files that travel inside the binary. Run as a script it writes one .cpp:
#   cmake -DOUT=… -DNAME=… "-DFILES=path=name;…" -P embed.cmake
# Included, it gives lunokhod_embed(TARGET NAME path=name …): the .cpp, with NAME(), becomes a source of the target.
if(CMAKE_SCRIPT_MODE_FILE)
  set(arrays "")
  set(rows "")
  set(number 0)
  foreach(entry ${FILES})
    string(REPLACE "=" ";" entry "${entry}")
    list(GET entry 0 path)
    list(GET entry 1 name)
    file(READ "${path}" bytes HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
    string(APPEND arrays "const unsigned char file_${number}[] = {${bytes}0};\n")
    string(APPEND rows "    {\"${name}\", {reinterpret_cast<const char*>(file_${number}), sizeof file_${number} - 1}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  file(WRITE "${OUT}.new" "// Made by cmake/embed.cmake.
#include \"embedded.hpp\"

namespace lunokhod::app {
namespace {
${arrays}const EmbeddedFile rows[] = {
${rows}};
}  // namespace

std::span<const EmbeddedFile> ${NAME}() { return rows; }

}  // namespace lunokhod::app
")
  file(COPY_FILE "${OUT}.new" "${OUT}" ONLY_IF_DIFFERENT)
  return()
endif()

set(LUNOKHOD_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(lunokhod_embed target name)
  set(out ${CMAKE_BINARY_DIR}/${name}.cpp)
  set(paths "")
  foreach(entry ${ARGN})
    string(REGEX REPLACE "=.*" "" path "${entry}")
    list(APPEND paths ${path})
  endforeach()
  add_custom_command(OUTPUT ${out} DEPENDS ${paths} ${LUNOKHOD_EMBED_SCRIPT} VERBATIM COMMAND ${CMAKE_COMMAND}
    -DOUT=${out} -DNAME=${name} "-DFILES=${ARGN}" -P ${LUNOKHOD_EMBED_SCRIPT})
  target_sources(${target} PRIVATE ${out})
endfunction()
