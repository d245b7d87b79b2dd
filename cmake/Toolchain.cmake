set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_OPTIMIZE_DEPENDENCIES ON) # a library waits only for what generates its sources
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")

option(CROSSROADS_TESTS "build the tests" ON)
option(CROSSROADS_BENCH "build the benchmarks" OFF)
option(CROSSROADS_FUZZ "build the fuzz targets (clang with libFuzzer)" OFF)
set(CROSSROADS_SANITIZE "" CACHE STRING "sanitizers, comma separated: address,undefined or thread")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

# One interface target carries every flag, so that no module can forget a warning.
add_library(crossroads_flags INTERFACE)
target_include_directories(crossroads_flags INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_options(crossroads_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wdouble-promotion -Wcast-align -Wformat=2 -Wnull-dereference)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns falsely inside libstdc++ at -O2 and above (bugs 105329, 105651, 107852).
  target_compile_options(crossroads_flags INTERFACE
    -Wno-null-dereference -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds
    -Wno-dangling-pointer -Wno-stringop-overread)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # clang sees libstdc++ 12 use its own deprecated get_temporary_buffer in std::stable_sort.
  target_compile_options(crossroads_flags INTERFACE -Wno-deprecated-declarations)
endif()
if(CROSSROADS_SANITIZE)
  target_compile_options(crossroads_flags INTERFACE
    -fsanitize=${CROSSROADS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(crossroads_flags INTERFACE -fsanitize=${CROSSROADS_SANITIZE})
endif()
