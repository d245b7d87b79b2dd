find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(PkgConfig REQUIRED)

# A room that is still empty must not keep the others from being built.
function(crossroads_or_nothing list)
  if(NOT ${list})
    file(TOUCH "${CMAKE_BINARY_DIR}/nothing.cpp")
    set(${list} "${CMAKE_BINARY_DIR}/nothing.cpp" PARENT_SCOPE)
  endif()
endfunction()

# crossroads_module(name LINK dep…): a static library of every source of the folder (and its sub-folders).
function(crossroads_module name)
  cmake_parse_arguments(MODULE "" "" "LINK;EXCLUDE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  foreach(pattern ${MODULE_EXCLUDE})
    list(FILTER sources EXCLUDE REGEX "${pattern}")
  endforeach()
  crossroads_or_nothing(sources)
  add_library(crossroads_${name} STATIC ${sources})
  set_target_properties(crossroads_${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_link_libraries(crossroads_${name} PUBLIC crossroads_flags fmt::fmt Threads::Threads)
  foreach(dependency ${MODULE_LINK})
    target_link_libraries(crossroads_${name} PUBLIC ${dependency})
  endforeach()
endfunction()

# crossroads_test(name LINK dep…): one GoogleTest binary a module, found by ctest case by case.
function(crossroads_test name)
  cmake_parse_arguments(TEST "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  crossroads_or_nothing(sources)
  add_executable(${name}_test ${sources})
  # Tests are read more often than run: what they call is optimised, they themselves only cost time to compile.
  target_compile_options(${name}_test PRIVATE -O0 -g0)
  target_link_libraries(${name}_test PRIVATE ${TEST_LINK} GTest::gtest GTest::gmock GTest::gtest_main rapidcheck)
  target_compile_definitions(${name}_test PRIVATE CROSSROADS_ROOT="${CMAKE_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name}_test)
  # The same cases each time; run by itself the program draws others, under a seed that it prints.
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "RC_PARAMS=seed=11031018055")
endfunction()
