/** Where a page of virtual memory is, or why it cannot be read. */
export type PageState = "there" | "not in this dump" | "paged out" | "not mapped";

/** How a page that is there was found. */
export type PageForm = "valid" | "large" | "transition" | "prototype" | "block";

export type PagePlace =
  | {
      readonly state: "there";
      readonly form: PageForm;
      /** Of the page's first byte in the file. */ readonly offset: number;
      readonly frame?: number;
    }
  | {
      readonly state: Exclude<PageState, "there">;
      /** Why, as the end of a sentence. */ readonly reason: string;
      readonly frame?: number;
    };
