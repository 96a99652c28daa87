# Everything comes from Debian 12 packages (see the list in ./dev setup).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(SQLite3 REQUIRED)
set(OPENSSL_USE_STATIC_LIBS ON)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(CLI11 REQUIRED)
pkg_check_modules(lua_cxx REQUIRED lua5.4-c++)

# The C++ build of Lua, linked statically: a Lua error unwinds and runs destructors.
add_library(lua INTERFACE)
target_include_directories(lua SYSTEM INTERFACE ${lua_cxx_INCLUDE_DIRS})
find_library(LUA_CXX_ARCHIVE liblua5.4-c++.a REQUIRED)
target_link_libraries(lua INTERFACE ${LUA_CXX_ARCHIVE} ${CMAKE_DL_LIBS} m)

# lunokhod_archive(NAME FILE [libraries…]): a static archive as a target. Few shared objects make a start of milliseconds.
function(lunokhod_archive name file)
  find_library(archive_of_${name} ${file} REQUIRED)
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE ${archive_of_${name}} ${ARGN})
endfunction()

lunokhod_archive(isal libisal.so)   # Debian has no archive of it
add_library(fmt STATIC ${CMAKE_CURRENT_LIST_DIR}/fmt.cpp)
add_library(fmt::fmt ALIAS fmt)

lunokhod_archive(deflate libdeflate.a)
lunokhod_archive(zlib libz.a)
lunokhod_archive(re2 libre2.a Threads::Threads)
lunokhod_archive(uchardet libuchardet.a)

find_library(SQLITE_ARCHIVE libsqlite3.a REQUIRED)
set_target_properties(SQLite::SQLite3 PROPERTIES IMPORTED_LOCATION ${SQLITE_ARCHIVE} INTERFACE_LINK_LIBRARIES "m;${CMAKE_DL_LIBS}")
add_link_options(-Wl,--as-needed)  # what is in the program already is not loaded a second time
