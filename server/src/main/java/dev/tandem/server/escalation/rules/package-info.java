/// The words by which reasons for a person are known, from files that whoever knows a language and
/// no Java can extend: `escalation/rules/<language>/<matter>.txt`; the server's README says how
/// they are written. They are part of the program: what is wrong in one is an error with its line.
@NullMarked
package dev.tandem.server.escalation.rules;

import org.jspecify.annotations.NullMarked;
