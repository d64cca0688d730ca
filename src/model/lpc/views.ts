/** The LPC views of the system, a process and a thread on XP and Server 2003. */
import { defineClass } from "../members.ts";
import { commonProcessProperties, ProcessAlpcObject } from "../process-alpc.ts";
import { commonSessionMethods, commonSessionProperties, SessionAlpcObject } from "../session-alpc.ts";
import { commonThreadProperties, ThreadAlpcObject } from "../thread-alpc.ts";

export class LpcSession extends SessionAlpcObject {}
export class LpcProcess extends ProcessAlpcObject {}
export class LpcThread extends ThreadAlpcObject {}

export const lpcSessionClass = defineClass<LpcSession>("lpc-session", "All LPC ports, connections, messages and waits of a system.", LpcSession, { ...commonSessionProperties }, { ...commonSessionMethods });
export const lpcProcessClass = defineClass<LpcProcess>("lpc-process", "The LPC view of a process.", LpcProcess, { ...commonProcessProperties });
export const lpcThreadClass = defineClass<LpcThread>("lpc-thread", "The LPC view of a thread.", LpcThread, { ...commonThreadProperties });
