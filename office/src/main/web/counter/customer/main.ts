import { mount } from 'svelte';
import '$/ui/base.css';
import Customer from './Customer.svelte';

mount(Customer, { target: document.body });
